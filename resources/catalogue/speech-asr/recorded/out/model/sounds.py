"""Reads a recording and turns it into what the network listens to: a hundred times a second, how loud 40 pitches are. Used
by training and by predict.py, so that both hear a recording the same way.

WAV is read here, without help; FLAC, Ogg and MP3 need the Python package soundfile."""

import io
import math
import pathlib
import struct

import numpy

RATE = 16_000               # samples a second: what is above 8 kHz says little about words
WINDOW, HOP = 400, 160      # samples: 25 ms, every 10 ms
TRANSFORM = 512
MELS, LOWEST, HIGHEST = 40, 60, 7600        # pitches, from and to (Hz)
QUIET_SHARE, MARGIN = 0.65, 10              # how far below its loudest a recording counts as silent; frames that are kept around the rest
LONGEST_FILE = 200_000_000  # bytes
MOST_CHANNELS, MOST_SAMPLES, HIGHEST_RATE = 2, 200_000_000, 1_000_000
ENDINGS = ("wav", "flac", "ogg", "oga", "opus", "mp3")


class SoundError(Exception):
    """A recording cannot be used: a code, and a sentence in Dutch and English that continues its name."""

    def __init__(self, code, nl, en):
        super().__init__(en)
        self.code, self.nl, self.en = code, nl, en


def broken(nl, en):
    return SoundError("broken_recording", f"kan niet worden gelezen: {nl}", f"cannot be read: {en}")


# ---- files ----------------------------------------------------------------------------------------------

def read(path):
    """(samples between -1 and 1, of one channel; how many a second)"""
    path = pathlib.Path(path)
    if path.stat().st_size > LONGEST_FILE:
        raise broken("het bestand is te groot", "the file is too large")
    raw = path.read_bytes()
    if raw[:4] == b"RIFF" and raw[8:12] == b"WAVE":
        samples, rate = read_wav(raw)
    else:
        samples, rate = read_packed(raw)
    if samples.shape[1] > MOST_CHANNELS:
        raise SoundError("many_channels", f"heeft {samples.shape[1]} kanalen; hoogstens {MOST_CHANNELS} kan. Bewaar haar als mono of stereo", f"has {samples.shape[1]} channels; at most {MOST_CHANNELS} can be used. Save it as mono or stereo")
    if len(samples) == 0:
        raise SoundError("no_sound", "bevat geen geluid", "holds no sound")
    # A damaged file can hold numbers that are none.
    samples = numpy.clip(numpy.nan_to_num(samples.mean(axis=1, dtype=numpy.float32), posinf=1, neginf=-1), -1, 1)
    return samples.astype(numpy.float32), rate


def read_wav(raw):
    """(samples [n, channels], rate) of the bytes of a WAV file: 8, 16, 24 or 32 bits, or numbers with a point."""
    form, sound = wav_parts(raw)
    if form is None or len(form) < 16:
        raise broken("de kop zegt niet hoe het geluid is opgeslagen", "the header does not say how the sound is stored")
    code, channels, rate, _, frame, bits = struct.unpack("<HHIIHH", form[:16])
    if code == 0xFFFE and len(form) >= 26:
        code = struct.unpack("<H", form[24:26])[0]
    if (code, bits) not in {(1, 8), (1, 16), (1, 24), (1, 32), (3, 32), (3, 64)}:
        raise broken(f"het geluid is opgeslagen op een manier die niet wordt gelezen ({code}, {bits} bits)", f"the sound is stored in a way that is not read ({code}, {bits} bits)")
    if not channels or not 0 < rate < HIGHEST_RATE or frame != channels * bits // 8:
        raise broken("de kop spreekt zichzelf tegen", "the header contradicts itself")
    if sound is None:
        raise broken("er is geen geluid in het bestand", "there is no sound in the file")
    place, said = sound
    there = len(raw) - place
    if said in (0, 0xFFFFFFFF):         # the writer never came back to say how much it was
        said = there
    if said > there:
        raise broken("het bestand is afgebroken: een deel van het geluid ontbreekt", "the file is cut short: part of the sound is missing")
    block = raw[place:place + said // frame * frame]
    return as_numbers(block, code, bits).reshape(-1, channels), rate


def wav_parts(raw):
    """(the chunk that says how the sound is stored, (place, bytes) of the sound); None for what is not there."""
    place, form = 12, None
    for _ in range(4096):
        if place + 8 > len(raw):
            break
        name, size = raw[place:place + 4], struct.unpack("<I", raw[place + 4:place + 8])[0]
        if name == b"data":
            return form, (place + 8, size)
        if name == b"fmt ":
            form = raw[place + 8:place + 8 + min(size, 40)]
        place += 8 + size + size % 2
    return form, None


def as_numbers(block, code, bits):
    if code == 3:
        with numpy.errstate(over="ignore", invalid="ignore"):
            return numpy.frombuffer(block, "<f4" if bits == 32 else "<f8").astype(numpy.float32)
    if bits == 8:
        return (numpy.frombuffer(block, numpy.uint8).astype(numpy.float32) - 128) / 128
    if bits == 24:                      # as the upper three bytes of four
        wide = numpy.zeros((len(block) // 3, 4), numpy.uint8)
        wide[:, 1:] = numpy.frombuffer(block, numpy.uint8).reshape(-1, 3)
        return wide.view("<i4")[:, 0].astype(numpy.float32) / 2**31
    return numpy.frombuffer(block, f"<i{bits // 8}").astype(numpy.float32) / 2 ** (bits - 1)


def read_packed(raw):
    if not (raw[:4] in (b"fLaC", b"OggS") or raw[:3] == b"ID3" or len(raw) > 1 and raw[0] == 0xFF and raw[1] & 0xE0 == 0xE0):
        raise broken("dit is geen WAV, FLAC, Ogg of MP3", "this is no WAV, FLAC, Ogg or MP3")
    try:
        import soundfile
    except (ImportError, OSError):      # the package, or the library that it needs
        raise SoundError("no_soundfile", "is geen WAV. Voor FLAC, Ogg en MP3 is op de AI-fabriek het Python-pakket 'soundfile' nodig, en dat is er niet. Zet uw opnames om naar WAV, of vraag de helpdesk om soundfile.",
                         "is no WAV. For FLAC, Ogg and MP3 the Python package 'soundfile' is needed on the AI factory, and it is not there. Convert your recordings to WAV, or ask the help desk for soundfile.") from None
    try:
        with soundfile.SoundFile(io.BytesIO(raw)) as file:
            is_endless = file.frames * file.channels > MOST_SAMPLES     # silence packs to nearly nothing
            samples, rate = file.read(0 if is_endless else -1, dtype="float32", always_2d=True), file.samplerate
    except Exception as error:          # the library has many kinds of its own
        raise broken(f"het is beschadigd ({str(error)[:80]})", f"it is damaged ({str(error)[:80]})") from None
    if is_endless:
        raise broken("de opname is te lang", "the recording is too long")
    if not 0 < rate < HIGHEST_RATE:
        raise broken("de kop klopt niet", "the header is not right")
    return samples, rate


# ---- from samples to pitches ----------------------------------------------------------------------------

def resample(samples, rate, wanted=RATE):
    """The samples at another rate. What is too high for the new rate is taken out in the frequencies first."""
    if rate == wanted:
        return samples
    length = max(1, round(len(samples) * wanted / rate))
    # In blocks, with an overlap that is thrown away: the transform of a whole recording may be slow for unlucky lengths.
    # Of four seconds the middle two are kept.
    pieces = []
    padded = numpy.concatenate([numpy.zeros(rate, numpy.float32), samples, numpy.zeros(rate * 4, numpy.float32)])
    for begin in range(0, len(samples), rate * 2):
        spectrum = numpy.fft.rfft(padded[begin:begin + rate * 4])
        made = numpy.fft.irfft(spectrum[:wanted * 2 + 1], wanted * 4) * (wanted / rate)
        pieces.append(made[wanted:wanted * 3].astype(numpy.float32))
    made = numpy.concatenate(pieces)[:length]
    return numpy.pad(made, (0, length - len(made)))


def mel_bank():
    """[pitches, frequencies]: triangles that lie close together where the ear hears finely."""
    to_mel, to_hertz = lambda hertz: 2595 * math.log10(1 + hertz / 700), lambda mel: 700 * (10 ** (mel / 2595) - 1)
    points = numpy.array([to_hertz(mel) for mel in numpy.linspace(to_mel(LOWEST), to_mel(HIGHEST), MELS + 2)])
    hertz = numpy.arange(TRANSFORM // 2 + 1) * RATE / TRANSFORM
    up = (hertz - points[:-2, None]) / (points[1:-1] - points[:-2])[:, None]
    down = (points[2:, None] - hertz) / (points[2:] - points[1:-1])[:, None]
    return numpy.maximum(0, numpy.minimum(up, down)).astype(numpy.float32)


BANK, SHAPE = mel_bank(), numpy.hanning(WINDOW).astype(numpy.float32)


def features(samples, rate):
    """[frames, MELS]: how loud each pitch is, less its mean over the recording; silence before and after is left out."""
    samples = resample(samples, rate)
    if len(samples) < WINDOW:
        samples = numpy.pad(samples, (0, WINDOW - len(samples)))
    pieces = []
    windows = numpy.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP]
    for begin in range(0, len(windows), 2000):      # so that a long recording needs no more memory than a short one
        power = numpy.abs(numpy.fft.rfft(windows[begin:begin + 2000] * SHAPE, TRANSFORM)) ** 2
        pieces.append(numpy.log(power @ BANK.T + 1e-6))
    heard = without_silence(numpy.concatenate(pieces).astype(numpy.float32))
    return heard - heard.mean(axis=0)


def without_silence(heard):
    loud = heard.mean(axis=1)
    limit = loud.max() - QUIET_SHARE * (loud.max() - numpy.percentile(loud, 5))
    spoken = numpy.flatnonzero(loud >= limit)
    return heard[max(0, spoken[0] - MARGIN):spoken[-1] + 1 + MARGIN]


def seconds_of(path):
    samples, rate = read(path)
    return len(samples) / rate
