"""COCO: https://cocodataset.org/#format-data, and videos as in CocoVID:
https://github.com/open-mmlab/mmtracking/blob/master/docs/en/tutorials/customize_dataset.md"""
import json

from . import pictures

# 'info{"year": int, "version": str, "description": str, "contributor": str, "url": str, "date_created": datetime}'
# 'image{"id": int, "width": int, "height": int, "file_name": str, "license": int, ...}'
# 'license{"id": int, "name": str, "url": str}'
# 'annotation{"id": int, "image_id": int, "category_id": int, "segmentation": RLE or [polygon], "area": float,
#  "bbox": [x,y,width,height], "iscrowd": 0 or 1}'
# 'categories[{"id": int, "name": str, "supercategory": str}]'
TYPES = {
    "info": {"description": str, "version": str, "contributor": str},
    "licenses": {"id": int, "name": str, "url": str},
    "categories": {"id": int, "name": str, "supercategory": str},
    # CocoVID: 'Each video is a dictionary with keys name, id. Optional keys include fps, width, and height.'
    "videos": {"id": int, "name": str, "width": int, "height": int},
    # CocoVID: 'Each image is a dictionary with keys file_name, height, width, id, frame_id, and video_id.'
    "images": {"id": int, "width": int, "height": int, "file_name": str, "license": int, "video_id": int,
               "frame_id": int},
    # CocoVID: 'bbox, area, id, category_id, instance_id, image_id and video_id. The instance_id is only required for
    # tracking.'
    "annotations": {"id": int, "image_id": int, "video_id": int, "category_id": int, "area": (int, float), "bbox": list,
                    "iscrowd": int, "segmentation": list},
}
# schema/exports.md: 'The sector's category is "sector" of the supercategory "scan"'
SECTOR = ("sector", "scan")
# schema/exports.md: '"text", "ruler", "marker" and "logo" of the supercategory "overlay"'
OVERLAYS = [(kind, "overlay") for kind in ("text", "ruler", "marker", "logo")]


def type_problems(coco):
    for key, fields in TYPES.items():
        if key not in coco:
            yield f"no '{key}'"
            continue
        for item in [coco[key]] if key == "info" else coco[key]:
            for field, kind in fields.items():
                if not isinstance(item.get(field), kind) or isinstance(item.get(field), bool):
                    yield f"{key}: {field} is {item.get(field)!r}"


def reference_problems(coco):
    ids = {}
    for key in ("licenses", "categories", "videos", "images", "annotations"):
        ids[key] = [item["id"] for item in coco[key]]
        # pycocotools indexes by id ('anns[ann["id"]] = ann', coco.py createIndex): a second one replaces the first.
        if len(set(ids[key])) != len(ids[key]):
            yield f"{key}: an id comes twice"
    for image in coco["images"]:
        if image["license"] not in ids["licenses"]:
            yield f"image {image['id']}: no license {image['license']}"
        if image["video_id"] not in ids["videos"]:
            yield f"image {image['id']}: no video {image['video_id']}"
    videos = {image["id"]: image["video_id"] for image in coco["images"]}
    for box in coco["annotations"]:
        if box["image_id"] not in videos or box["category_id"] not in ids["categories"]:
            yield f"annotation {box['id']}: no such image or category"
        elif box["video_id"] != videos[box["image_id"]]:
            yield f"annotation {box['id']}: another video than its image"


def frame_problems(coco):
    # CocoVID: 'Note that the frame_id is 0-index based.' Its reader fills a list of the video's length by it:
    # "ids = list(np.zeros([len(img_infos)])) ... ids[img_info['frame_id']] = img_info['id']" (coco_video_parser.py)
    frames = {}
    for image in coco["images"]:
        frames.setdefault(image["video_id"], []).append(image["frame_id"])
    for video, numbers in frames.items():
        if sorted(numbers) != list(range(len(numbers))):
            yield f"video {video}: frame_id is not 0 to {len(numbers) - 1}"
    for video in coco["videos"]:
        if video["id"] not in frames:
            yield f"video {video['id']} has no image"


def area_of(corners):
    """The area of a polygon, whose corners are in order: Gauss's formula."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1]))) / 2


def polygon_problems(box):
    # '"segmentation": RLE or [polygon]'; 'The segmentation format depends on whether the instance represents a single
    # object (iscrowd=0 in which case polygons are used) or a collection of objects (iscrowd=1 in which case RLE is
    # used).'
    if box["iscrowd"] != 0:
        yield f"annotation {box['id']}: polygons of a collection of objects"
    corners = []
    for polygon in box["segmentation"]:
        # pycocotools takes four numbers for a box, and more for a polygon ('len(pyobj[0]) == 4: objs = frBbox',
        # 'len(pyobj[0]) > 4: objs = frPoly', _mask.pyx frPyObjects); x and y take turns.
        if not isinstance(polygon, list) or len(polygon) < 6 or len(polygon) % 2 or \
                not all(isinstance(at, (int, float)) for at in polygon):
            yield f"annotation {box['id']}: not a polygon"
            return
        corners.append(list(zip(polygon[::2], polygon[1::2])))
    xs, ys = zip(*(corner for part in corners for corner in part))
    # 'an enclosing bounding box is provided for each object'
    if box["bbox"] != [min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)]:
        yield f"annotation {box['id']}: box {box['bbox']} does not enclose its polygon"
    if abs(box["area"] - sum(map(area_of, corners))) > 0.01:
        yield f"annotation {box['id']}: area {box['area']} is not that of its polygon"


def sector_problems(coco):
    sectors = [item["id"] for item in coco["categories"] if (item["name"], item["supercategory"]) == SECTOR]
    boxes = [box for box in coco["annotations"] if box["category_id"] in sectors]
    if len(sectors) > 1 or len({box["image_id"] for box in boxes}) != len(boxes):
        yield "two sectors of one image"
    for box in boxes:
        if not box["segmentation"] or box.get("whole_picture"):
            yield f"annotation {box['id']}: a sector without an outline"
    overlays = [item["id"] for item in coco["categories"] if (item["name"], item["supercategory"]) in OVERLAYS]
    for box in coco["annotations"]:
        if box["category_id"] in overlays and (box["segmentation"] or box.get("whole_picture")):
            yield f"annotation {box['id']}: an overlay is a box, not of the whole picture"


def box_problems(coco):
    sizes = {image["id"]: (image["width"], image["height"]) for image in coco["images"]}
    for box in coco["annotations"]:
        width, height = sizes.get(box["image_id"], (0, 0))
        x, y, w, h = box["bbox"] if len(box["bbox"]) == 4 else (-1, -1, -1, -1)
        # '"bbox": [x,y,width,height] ... the box coordinates are measured from the top left image corner and are
        # 0-indexed'
        if not (0 <= x and 0 <= y and 0 < w and 0 < h and x + w <= width and y + h <= height):
            yield f"annotation {box['id']}: box {box['bbox']} is not in the picture"
        elif box["segmentation"]:
            yield from polygon_problems(box)
        elif box["area"] != w * h:
            yield f"annotation {box['id']}: area {box['area']} of a box of {w}x{h}"
        if box["iscrowd"] not in (0, 1):
            yield f"annotation {box['id']}: iscrowd is neither 0 nor 1"
        # schema/exports.md: the label of a whole picture
        if box.get("whole_picture") and box["bbox"] != [0, 0, width, height]:
            yield f"annotation {box['id']}: not the whole picture"


def file_problems(folder, coco):
    for image in coco["images"]:
        file = folder / "data" / image["file_name"]
        if not file.is_file():
            yield f"no file {image['file_name']}"
        elif pictures.size_of(file) not in (None, (image["width"], image["height"])):
            yield f"{image['file_name']}: another size than {image['width']}x{image['height']}"


def class_problems(folder, coco):
    # schema/exports.md: category_id is the class's number plus one
    index = json.loads((folder / "classes.json").read_text())["class_to_idx"]
    classes = [item for item in coco["categories"] if (item["name"], item["supercategory"]) not in [SECTOR, *OVERLAYS]]
    if {item["name"]: item["id"] - 1 for item in classes} != index or \
            any(item["id"] <= len(index) for item in coco["categories"] if item not in classes):
        yield "categories are not those of classes.json"


def problems(folder):
    found = []
    images = {}
    for path in sorted((folder / "annotations").glob("*.json")):
        coco = json.loads(path.read_text())
        part = list(type_problems(coco))
        if not part:
            for check in (reference_problems, frame_problems, box_problems, sector_problems):
                part += check(coco)
            part += list(file_problems(folder, coco)) + list(class_problems(folder, coco))
            for image in coco["images"]:
                if images.setdefault(image["id"], path.stem) != path.stem or \
                        images.setdefault(image["file_name"], path.stem) != path.stem:
                    part.append(f"image {image['id']} is in two files")
        found += [f"{path.name}: {problem}" for problem in part]
    listed = {name for name in images if isinstance(name, str)}
    stored = {str(path.relative_to(folder / "data")) for path in (folder / "data").rglob("*") if path.is_file()}
    return found + [f"{name} is in no file of annotations" for name in sorted(stored - listed)]
