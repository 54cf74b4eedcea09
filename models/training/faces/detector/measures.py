"""Detections and how good they are: overlap, suppression, average precision."""

import itertools

import numpy as np

OVERLAP = 0.4
MATCH = 0.5


def overlaps(one, others):
    """Intersection over union of a box with each of others."""
    low, high = np.maximum(one[:2], others[:, :2]), np.minimum(one[2:4], others[:, 2:4])
    inner = np.prod(np.maximum(0, high - low), 1)
    return inner / np.maximum(1e-6, area(one) + area(others) - inner)


def area(box):
    return np.prod(np.maximum(0, box[..., 2:4] - box[..., :2]), -1)


def suppressed(boxes, scores):
    """Places of the boxes that no better one covers, best first."""
    order, kept = np.argsort(-scores, kind="stable"), []
    while len(order):
        kept.append(order[0])
        order = order[1:][overlaps(boxes[order[0]], boxes[order[1:]]) <= OVERLAP]
    return np.array(kept, int)


def matched(found, faces):
    """Per detection, best first: the face it hits (each once), -1 for none, -2 for one that is passed over."""
    hits, taken = [], set()
    for box in found:
        share = overlaps(box, faces[:, :4]) if len(faces) else np.zeros(0)
        share = np.where([at in taken for at in range(len(faces))], 0, share)
        best = int(share.argmax()) if len(share) else -1
        if best < 0 or share[best] < MATCH:
            beside = len(faces) and inside(box, faces[faces[:, 14] > 0, :4]) > MATCH
            hits.append(-2 if beside else -1)
        else:
            passed_over = faces[best, 14] > 0
            taken.update([] if passed_over else [best])
            hits.append(-2 if passed_over else best)
    return hits


def inside(box, others):
    """The largest share of the box that lies in one of others."""
    if not len(others):
        return 0.0
    low, high = np.maximum(box[:2], others[:, :2]), np.minimum(box[2:4], others[:, 2:4])
    return float((np.prod(np.maximum(0, high - low), 1) / max(1e-6, np.prod(box[2:4] - box[:2]))).max())


class Tally:
    """Gathers frames; then tells average precision, recall and false detections at a score, landmark errors."""

    def __init__(self):
        self.scores, self.right, self.errors, self.sizes, self.missed_sizes = [], [], [], [], []
        self.faces = self.frames = 0

    def add(self, found, scores, landmarks, faces):
        """found [N, 4] and scores best first, landmarks [N, 5, 2]; faces as faces.detector.scenes writes them."""
        self.frames += 1
        self.faces += int((faces[:, 14] == 0).sum()) if len(faces) else 0
        best = {}
        for at, hit in enumerate(matched(found, faces)):
            if hit == -2:
                continue
            self.scores.append(scores[at])
            self.right.append(hit >= 0)
            if hit >= 0:
                best[hit] = scores[at]
                size = np.sqrt(np.prod(faces[hit, 2:4] - faces[hit, :2]))
                error = np.hypot(*(landmarks[at] - faces[hit, 4:14].reshape(5, 2)).T).mean() / size
                self.errors.append((scores[at], size, error))
        for at in range(len(faces)):
            if not faces[at, 14]:
                self.sizes.append((np.sqrt(np.prod(faces[at, 2:4] - faces[at, :2])), best.get(at, 0.0)))

    def average_precision(self):
        order = np.argsort(-np.array(self.scores), kind="stable")
        right = np.array(self.right, bool)[order]
        true, all_found = np.cumsum(right), np.arange(1, len(right) + 1)
        precision = np.maximum.accumulate((true / all_found)[::-1])[::-1]
        return float((precision * right).sum() / max(1, self.faces))

    def at(self, threshold):
        """(recall, false detections per frame)."""
        kept = np.array(self.scores) >= threshold
        right = np.array(self.right, bool)
        return float((kept & right).sum() / max(1, self.faces)), float((kept & ~right).sum() / max(1, self.frames))

    def recall_of_sizes(self, threshold, edges):
        sizes = np.array(self.sizes).reshape(-1, 2)
        for low, high in itertools.pairwise(edges):
            own = sizes[(sizes[:, 0] >= low) & (sizes[:, 0] < high)]
            yield low, high, len(own), float((own[:, 1] >= threshold).mean()) if len(own) else 0.0

    def landmark_error(self, threshold, smallest=0.0):
        """Median distance as a share of the face's size."""
        errors = [error for score, size, error in self.errors if score >= threshold and size >= smallest]
        return float(np.median(errors)) if errors else float("nan")
