"""The layout of https://github.com/jannisborn/covid19_ultrasound, pocovidnet/scripts: cross_val_splitter.py,
train_covid19.py and test.py."""
import json
import re

# 'if len(in_file.split(".")) == 3: # this is a video ... else: # this is an image'
# 'parts[0] + "." + parts[1].split("_")[0]' is the video's file; 'files[j] + "_frame0.jpg"' a frame of it
VIDEO = re.compile(r"^[^._][^.]*\.[a-z0-9]+_frame\d+\.\w+$")
STILL = re.compile(r"^[^.]+\.\w+$")


def problems(folder):
    root = folder / "cross_validation"
    classes = json.loads((folder / "classes.json").read_text())["classes"]
    found = []
    folds = {}  # by name of the video or image
    names = []
    # os.listdir(check): all there is taken for a split
    for split in sorted(root.iterdir()):
        # "os.path.join(args.data, 'split' + str(i))"; 'train_test = path_parts[-3][-1]': the last digit is the fold
        if not re.fullmatch(r"split\d", split.name) or not split.is_dir():
            found.append(f"{split.name} is not split0 to split9")
            continue
        for label in sorted(split.iterdir()):
            # 'label = path_parts[-2]'
            if label.name not in classes or not label.is_dir():
                found.append(f"{split.name}/{label.name} is not a class")
                continue
            for file in sorted(label.iterdir()):
                # "'vgg_base': ['gif', 'jpg', 'png', 'peg']": the last three letters
                if not file.is_file() or file.name[-3:] not in ("jpg", "png", "peg"):
                    found.append(f"{file.name} is not a picture that test.py reads")
                elif not VIDEO.match(file.name) and not STILL.match(file.name):
                    found.append(f"{file.name} is neither a video's frame nor an image")
                names.append(file.name)
                name = (file.name.split(".")[0], label.name)
                # inner_dict[f] = i: all files of one name before the dot are in one fold
                if folds.setdefault(name[0], split.name) != split.name:
                    found.append(f"{name[0]} is in two folds")
    # 'PROBLEM: FILES THAT APPEAR TWICE' (check_crossval)
    if len(set(names)) != len(names):
        found.append("a file name comes twice")
    return found or ([] if names else ["no pictures"])
