"""East Birmingham's wards drawn: outlines in degrees made into shapes of a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from bot.domain.place import Point


@dataclass(frozen=True, slots=True)
class WardOutline:
    """A ward's edge, once around."""

    name: str
    edge: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A ward as a closed path of a picture, and where its middle is; in the picture's units."""

    name: str
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes side by side, as wide and as high as they are together."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def drawn(outlines: Sequence[WardOutline], width: float) -> Drawing:
    """The outlines so wide, north up, as true as a flat picture of a city is."""
    points = [point for one in outlines for point in one.edge]
    west, north = min(p.longitude for p in points), max(p.latitude for p in points)
    east, south = max(p.longitude for p in points), min(p.latitude for p in points)
    a_degree = width / (east - west)
    upwards = a_degree / cos(radians((north + south) / 2))

    def placed(point: Point) -> tuple[float, float]:
        return (point.longitude - west) * a_degree, (north - point.latitude) * upwards

    shapes = tuple(_shape(one.name, [placed(point) for point in one.edge]) for one in outlines)
    return Drawing(width, round((north - south) * upwards, 1), shapes)


def _shape(name: str, corners: Sequence[tuple[float, float]]) -> Shape:
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in corners)
    x, y = _middle(corners)
    return Shape(name, f"M{path}Z", round(x, 1), round(y, 1))


def _middle(corners: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The point on which the shape would balance."""
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return x / (3 * area), y / (3 * area)
