"""How long a device was worn, told from the counts alone; `dev.baton.mood.activity` computes the same.

Not worn are 90 minutes or more without counts, where up to two minutes of counts with half an hour of none on either side
count as none (Choi et al., Med Sci Sports Exerc 2011). A week tells something with ten hours on each of four days
(Troiano et al., Med Sci Sports Exerc 2008).
"""

import numpy

MINUTES, SPAN, TOUCH, AROUND = 1440, 90, 2, 30
HOURS, DAYS = 10, 4


def bouts(flags):
    """(values, lengths) of the runs of equal flags."""
    edges = numpy.flatnonzero(flags[1:] != flags[:-1]) + 1
    begins = numpy.concatenate([[0], edges])
    return flags[begins], numpy.diff(numpy.concatenate([begins, [len(flags)]]))


def worn(counts):
    """Minutes of wear on each day."""
    none, lengths = bouts(counts == 0)
    calm = none & (lengths >= AROUND)
    touch = ~none & (lengths <= TOUCH)
    touch[0] = touch[-1] = False
    touch[1:-1] &= calm[:-2] & calm[2:]
    off, spans = bouts(numpy.repeat(none | touch, lengths))
    return numpy.repeat(~(off & (spans >= SPAN)), spans).reshape(-1, MINUTES).sum(1)


def suffices(counts):
    return int((worn(counts) >= HOURS * 60).sum()) >= DAYS
