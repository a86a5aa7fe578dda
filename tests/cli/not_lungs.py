"""Pictures that are not lung ultrasound: photographs and medical pictures of Debian's python3-skimage, faces, and
synthetic ones: phantoms of other organs, pages of text, patterns. The same call gives the same pictures."""
import importlib.util
import pathlib

import numpy
from PIL import Image, ImageDraw, ImageFilter

SIDE = 320
LEAST = 64  # px; smaller pictures of the package are test textures


def photographs(weights):
    """Photographs of the package and of `weights`: complete, grey, and two crops of each; and faces."""
    data = pathlib.Path(importlib.util.find_spec("skimage").origin).parent / "data"
    random = numpy.random.default_rng(11)
    for file in sorted([*data.glob("*.png"), *data.glob("*.jpg"), *weights.glob("*.bmp")]):
        try:
            picture = Image.open(file).convert("RGBA").convert("RGB")
        except OSError:
            continue  # the package's tests include damaged files
        if min(picture.size) < LEAST:
            continue
        yield file.stem, picture
        if min(picture.size) < 256:
            continue
        yield f"{file.stem}-grey", picture.convert("L")
        side = min(picture.size) // 2
        for crop in range(2):
            left, top = (int(random.integers(0, length - side)) for length in picture.size)
            yield f"{file.stem}-crop{crop}", picture.crop((left, top, left + side, top + side)).convert("L")
    for number, face in enumerate(numpy.load(data / "lfw_subset.npy")[:20]):
        yield f"face{number}", Image.fromarray((face * 255).astype("uint8")).resize((256, 256), Image.BICUBIC)


def speckle(random, size):
    noise = Image.fromarray((numpy.clip(random.rayleigh(1, (SIDE, SIDE)) / 3, 0, 1) * 255).astype("uint8"))
    noise = numpy.asarray(noise.filter(ImageFilter.GaussianBlur(size)), dtype=float)
    return noise / noise.mean()


def ellipses(random, kind):
    """(x, y, half width, half height, rotation, echo) of an organ's parts; later ones cover earlier ones."""
    some = random.uniform
    if kind == "carotid":
        x, y, r = some(120, 200), some(120, 200), some(25, 45)
        return [(x, y, 1.15 * r, 1.15 * r, 0, 0.9), (x, y, r, r, 0, 0.02),
                (some(60, 260), some(90, 160), some(30, 60), some(15, 30), 0, 0.03)]
    if kind == "kidney":
        turn, a, b = some(-.5, .5), some(80, 110), some(40, 60)
        return [(160, 170, a, b, turn, 0.2), (160, 170, a / 2, b / 2, turn, 0.8)]
    if kind == "gallbladder":
        vessels = [(some(60, 260), some(60, 280), some(5, 14), some(5, 14), 0, 0.08) for _ in range(4)]
        return [*vessels, (some(120, 200), some(120, 220), some(50, 80), some(20, 35), some(-.7, .7), 0.01)]
    if kind == "fetal-head":
        a, b = some(80, 110), some(70, 90)
        return [(160, 170, a, b, 0, 1.0), (160, 170, .93 * a, .93 * b, 0, 0.15), (160, 170, 60, 3, 0, 0.6)]
    return [(some(0, SIDE), some(0, SIDE), some(60, 150), some(1, 4), some(-.2, .2), 0.9) for _ in range(14)]


def organ(random, number):
    kind = ("carotid", "kidney", "gallbladder", "fetal-head", "muscle")[number % 5]
    y, x = numpy.mgrid[0:SIDE, 0:SIDE]
    echo = numpy.full((SIDE, SIDE), 0.35)
    for centre_x, centre_y, a, b, turn, level in ellipses(random, kind):
        across = (x - centre_x) * numpy.cos(turn) + (y - centre_y) * numpy.sin(turn)
        down = (y - centre_y) * numpy.cos(turn) - (x - centre_x) * numpy.sin(turn)
        echo[(across / a) ** 2 + (down / b) ** 2 < 1] = level
    if number % 3 == 0:  # a linear probe
        inside, depth = numpy.ones((SIDE, SIDE), bool), y / SIDE
    else:
        radius = numpy.hypot(x - SIDE / 2, y + SIDE * .25)
        angle = numpy.arctan2(x - SIDE / 2, y + SIDE * .25)
        depth = (radius - SIDE * .3) / (SIDE * .9)
        inside = (abs(angle) < .6) & (depth > 0) & (depth < 1)
    level = echo * speckle(random, random.uniform(.8, 2.2)) * numpy.exp(-depth * random.uniform(.2, 1.2))
    level = numpy.clip(numpy.log1p(8 * level) / numpy.log(9), 0, 1) * inside
    return f"{kind}{number}", Image.fromarray((level * 255).astype("uint8"))


def page(random, number):
    paper, ink = ((255, 255, 255), (0, 0, 0)) if number % 2 == 0 else ((20, 20, 20), (230, 230, 230))
    picture = Image.new("RGB", (600, 800), paper)
    draw = ImageDraw.Draw(picture)
    for y in range(20, 780, 14 + number % 5):
        draw.text((30, y), "".join(random.choice(list("abcdefghij klmnop qrstuv wxyz "), 90)), fill=ink)
    return f"page{number}", picture


def pattern(random, number):
    y, x = numpy.mgrid[0:256, 0:256]
    levels = [((x // (8 + number) + y // (8 + number)) % 2) * 255, numpy.sin(x / (3 + number)) * 127 + 128,
              numpy.full((256, 256), number * 8 % 256), random.integers(0, 256, (256, 256)), x,
              (numpy.hypot(x - 128, y - 128) % (10 + number) < 5) * 255][number % 6]
    return f"pattern{number}", Image.fromarray(levels.astype("uint8"))


def write(folder, weights, count):
    """Writes PNGs, half of them photographs; returns their paths."""
    random = numpy.random.default_rng(12)
    found = list(photographs(weights))
    chosen = [found[i] for i in sorted(random.permutation(len(found))[:count // 2])]
    assert len(chosen) == count // 2, f"{len(found)} photographs are not enough"
    made = count - len(chosen)
    chosen += [organ(random, number) for number in range(made // 2)]
    chosen += [page(random, number) for number in range(made // 5)]
    chosen += [pattern(random, number) for number in range(count - len(chosen))]
    folder.mkdir()
    files = [folder / f"{number:03}-{name}.png" for number, (name, _) in enumerate(chosen)]
    for file, (_, picture) in zip(files, chosen):
        picture.save(file)
    return files
