"""Streams of DCT-based JPEG and what libjpeg-turbo decodes of them, for src/imaging/codec/jpeg-dct.vectors.json.

    python3 -m venv /tmp/v && /tmp/v/bin/pip install numpy==2.4.6 pillow==13.0.0 imagecodecs==2026.3.6
    /tmp/v/bin/python tools/vectors/jpeg_dct.py src/imaging/codec/jpeg-dct.vectors.json

Encoders: Pillow (8 bit, progressive, chrominance at half size) and imagecodecs (12 bit, extended sequential), both on
libjpeg-turbo. Decoder: imagecodecs, without colour conversion. The 12-bit progressive stream is made here from the
coefficients given below, since no packaged encoder writes one; libjpeg-turbo decodes it all the same.
"""

import base64
import io
import json
import sys

import imagecodecs
import numpy as np
import PIL
from PIL import Image

SEED = 20260101


def picture(rows, columns, largest):
    y, x = np.mgrid[0:rows, 0:columns]
    return largest * (0.5 + 0.35 * np.sin(x / 3) * np.cos(y / 4) + 0.1 * ((x * y) % 7) / 7)


def segment(marker, content):
    content = bytes(content)
    return bytes([0xFF, marker]) + (len(content) + 2).to_bytes(2, "big") + content


class Bits:
    def __init__(self):
        self.text = ""

    def put(self, value, length):
        if length:
            self.text += format(value, "b").zfill(length)

    def symbol(self, symbol):
        self.put(symbol, 8) if symbol < 128 else self.put(128 + symbol, 9)

    def signed(self, value):
        length = abs(value).bit_length()
        self.put(value + (1 << length) - 1 if value < 0 else value, length)

    def bytes(self):
        out = bytearray()
        for at in range(0, len(self.text), 8):
            byte = int(self.text[at:at + 8].ljust(8, "1"), 2)
            out += bytes([byte, 0]) if byte == 0xFF else bytes([byte])
        return bytes(out)


def progressive_12_bit(rows, columns, blocks):
    """DC and AC first with one bit less, then both refined; blocks in zigzag order."""
    dc = bytes([0] * 7 + [16] + [0] * 8) + bytes(range(16))
    ac = bytes([0] * 7 + [128, 128] + [0] * 7) + bytes(range(256))
    head = (b"\xff\xd8" + segment(0xDB, [0] + [8] * 64)
            + segment(0xC2, [12, *rows.to_bytes(2, "big"), *columns.to_bytes(2, "big"), 1, 1, 0x11, 0])
            + segment(0xC4, b"\x00" + dc + b"\x10" + ac))

    def scan(start, end, approximation, write):
        bits = Bits()
        write(bits)
        return segment(0xDA, [1, 1, 0, start, end, approximation]) + bits.bytes()

    def dc_first(bits):
        before = 0
        for block in blocks:
            value = block[0] >> 1
            bits.symbol(abs(value - before).bit_length())
            bits.signed(value - before)
            before = value

    def ac_first(bits):
        for block in blocks:
            zeros = 0
            for value in (int(v / 2) for v in block[1:]):
                if value == 0:
                    zeros += 1
                    continue
                while zeros > 15:
                    bits.symbol(0xF0)
                    zeros -= 16
                bits.symbol(zeros << 4 | abs(value).bit_length())
                bits.signed(value)
                zeros = 0
            if zeros:
                bits.symbol(0)

    def dc_refine(bits):
        for block in blocks:
            bits.put(block[0] & 1, 1)

    def ac_refine(bits):
        for block in blocks:
            zeros, known = 0, []
            last = max((k for k in range(1, 64) if abs(block[k]) == 1), default=0)
            for k in range(1, 64):
                size = abs(block[k])
                if size == 0:
                    zeros += 1
                    continue
                while zeros > 15 and k <= last:
                    bits.symbol(0xF0)
                    for bit in known:
                        bits.put(bit, 1)
                    zeros, known = zeros - 16, []
                if size > 1:
                    known.append(size & 1)
                    continue
                bits.symbol(zeros << 4 | 1)
                bits.put(int(block[k] > 0), 1)
                for bit in known:
                    bits.put(bit, 1)
                zeros, known = 0, []
            if zeros or known:
                bits.symbol(0)
                for bit in known:
                    bits.put(bit, 1)

    return (head + scan(0, 0, 0x01, dc_first) + scan(1, 63, 0x01, ac_first) + scan(0, 0, 0x10, dc_refine)
            + scan(1, 63, 0x10, ac_refine) + b"\xff\xd9")


def vector(name, stream, source, outcolorspace=None):
    samples = imagecodecs.jpeg8_decode(stream, outcolorspace=outcolorspace)
    return {
        "name": name,
        "source": source,
        "shape": list(samples.shape),
        "stream": base64.b64encode(stream).decode(),
        "samples": base64.b64encode(samples.astype("<u2").tobytes()).decode(),
    }


def main():
    rng = np.random.default_rng(SEED)
    turbo = imagecodecs.jpeg8_version()
    grey12 = np.round(picture(13, 19, 4095)).astype("u2")
    colour = np.stack([picture(21, 27, 255), 255 - picture(21, 27, 200), picture(21, 27, 120)], -1).astype("u1")
    progressive = io.BytesIO()
    Image.fromarray(colour).save(progressive, "JPEG", quality=90, progressive=True, subsampling=2)
    blocks = []
    for _ in range(6):
        fall = 1 + np.arange(64)
        blocks.append([int(v) for v in np.trunc(rng.integers(-900, 900, 64) / fall)])
    pillow = f"Pillow {PIL.__version__}"
    vectors = [
        vector("8 bit, progressive, colour with chrominance at half size", progressive.getvalue(), pillow, "YCBCR"),
        vector("12 bit, extended sequential", imagecodecs.jpeg8_encode(grey12, level=90, bitspersample=12), turbo),
        vector("12 bit, progressive", progressive_12_bit(11, 20, blocks), "tools/vectors/jpeg_dct.py"),
    ]
    answer = {
        "source": "synthetic pictures, coded and decoded by the software named; streams and samples in base64",
        "software": f"imagecodecs {imagecodecs.__version__} ({turbo}), {pillow}, numpy {np.__version__}",
        "generator": "tools/vectors/jpeg_dct.py",
        "seed": SEED,
        "vectors": vectors,
    }
    with open(sys.argv[1], "w") as file:
        json.dump(answer, file, indent=1)
        file.write("\n")


main()
