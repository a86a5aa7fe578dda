"""Sectors as masks, for measurements: those that people measured and those that the detector found."""
import math

import numpy


def centres(width, height):
    return numpy.meshgrid(numpy.arange(width) + 0.5, numpy.arange(height) + 0.5)


def in_quad(corners, x, y):
    inside = numpy.ones(x.shape, bool)
    for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1]):
        inside &= (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) >= 0
    return inside


def in_fan(apex, slopes, radii, x, y):
    right, down = x - apex[0], y - apex[1]
    square = right * right + down * down
    inside = (square >= radii[0] ** 2) & (square < radii[1] ** 2)
    return inside & (right >= slopes[0] * down) & (right <= slopes[1] * down) & (down > 0)


def in_box(box, x, y):
    left, top, right, bottom = box
    return (x >= left) & (x < right) & (y >= top) & (y < bottom)


def truth_mask(truth):
    """Of a sector that was measured: its pixels in the picture."""
    x, y = centres(truth["width"], truth["height"])
    if truth["kind"] == "whole":
        return numpy.ones(x.shape, bool)
    if "corners" in truth:
        inside = in_quad(truth["corners"], x, y)
    else:
        aspect = truth.get("aspect", 1)
        slopes = [math.tan(math.radians(angle)) for angle in truth["angles_deg"]]
        inside = in_fan((truth["apex"][0] * aspect, truth["apex"][1]), slopes, truth["radii"], x * aspect, y)
    return inside & in_box(truth.get("visible", [0, 0, truth["width"], truth["height"]]), x, y)


def found_mask(sector, width, height):
    """Of a sector as the detector prints it, in 1/16 pixel: its pixels in a picture of this size."""
    x, y = centres(width, height)
    left, top, wide, high = sector["visible"]
    inside = in_box([left, top, left + wide, top + high], x, y)
    if sector["kind"] == "whole":
        return inside
    corners = [[a / 16, b / 16] for a, b in zip(sector["corners"][::2], sector["corners"][1::2])]
    if "apex" not in sector:
        return inside & in_quad(corners, x, y)
    apex = [value / 16 for value in sector["apex"]]
    slopes = [(corners[i][0] - apex[0]) / (corners[i][1] - apex[1]) for i in (3, 2)]
    return inside & in_fan(apex, slopes, [value / 16 for value in sector["radii"]], x, y)


def overlap(first, second):
    """Intersection over union."""
    union = numpy.count_nonzero(first | second)
    return numpy.count_nonzero(first & second) / union if union else 1.0
