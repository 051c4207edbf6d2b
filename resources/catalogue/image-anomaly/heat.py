"""Shows where a photo is odd: the photo in grey, the odd places tinted orange."""

import io

import numpy
from PIL import Image

TINT = (255, 90, 0)
FROM, FULL = 0.7, 1.6       # times the threshold where the tint begins, and where it is strongest
STRONGEST = 0.8


def tinted(values, heat, side):
    """A picture of side x side from bytes [c, h, w] and heat [grid, grid], whose value 1 is the threshold."""
    photo = Image.fromarray(values[0] if len(values) == 1 else values.transpose(1, 2, 0)).convert("L").resize((side, side), Image.BILINEAR)
    warm = Image.fromarray(heat.astype(numpy.float32)).resize((side, side), Image.BILINEAR)
    share = (STRONGEST * ((numpy.asarray(warm) - FROM) / (FULL - FROM)).clip(0, 1))[..., None]
    grey = numpy.asarray(photo, dtype=float)[..., None]
    return Image.fromarray((grey * (1 - share) + numpy.array(TINT) * share).round().astype(numpy.uint8))


def to_png(image, colours=48):
    """As PNG bytes. Few colours keep a report with many photos small."""
    buffer = io.BytesIO()
    image.quantize(colours).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
