"""Trains FractureNet, exports it to ONNX and derives its operating point. See README.md here.

    /usr/bin/python3 tools/models/train_fractnet.py <folder of export-training-set.mjs> <folder of the model package>
"""

import argparse
import hashlib
import hmac
import json
import platform
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from fractnet import FractureNet
from operating_point import operating_point, patient_scores, roc_auc

SEED = 4711
EPOCHS = 14
BATCH = 32
PEAK_RATE = 4e-3
WEIGHT_DECAY = 1e-4
LEAST_SENSITIVITY = 0.85
OPSET = 13
#: Public on purpose: these patients are synthetic. A real package gives the key to those who check only.
DEVELOPMENT_KEY = "veritome fracture example: public demonstration key"


def read_set(folder: Path, name: str):
    summary = json.loads((folder / f"{name}.json").read_text())
    images = np.fromfile(folder / f"{name}.f32", dtype="<f4").reshape(summary["shape"])
    return summary, torch.from_numpy(images).unsqueeze(1)


def evidence_targets(summary) -> torch.Tensor:
    """Map of each image in cells of the network: 1 at the fracture, -1 (not counted) around it, 0 elsewhere."""
    count, rows, columns = summary["shape"]
    stride = FractureNet.STRIDE
    maps = torch.zeros(count, 1, rows // stride, columns // stride)
    row_of = (torch.arange(rows // stride) + 0.5).view(-1, 1) * stride
    column_of = (torch.arange(columns // stride) + 0.5).view(1, -1) * stride
    for index, entry in enumerate(summary["entries"]):
        if entry["fractureAt"] is None:
            continue
        at = entry["fractureAt"]
        distance = ((row_of - at["row"]) ** 2 + (column_of - at["column"]) ** 2).sqrt()
        maps[index, 0][distance < 2.2 * stride] = -1
        maps[index, 0][distance < 0.75 * stride] = 1
    return maps


def augment(images: torch.Tensor, maps: torch.Tensor, generator: torch.Generator):
    """Mirror, contrast, brightness, noise: what changes between examinations. The maps are mirrored with the images."""

    def uniform(low: float, high: float) -> torch.Tensor:
        return low + (high - low) * torch.rand(len(images), 1, 1, 1, generator=generator)

    mirrored = torch.rand(len(images), 1, 1, 1, generator=generator) < 0.5
    images = torch.where(mirrored, images.flip(3), images)
    maps = torch.where(mirrored, maps.flip(3), maps)
    images = images * uniform(0.9, 1.1) + uniform(-0.1, 0.1)
    return images + 0.03 * torch.randn(images.shape, generator=generator), maps


def loss_of(evidence: torch.Tensor, maps: torch.Tensor) -> torch.Tensor:
    """Binary cross entropy of the strongest evidence, and of every cell that counts."""
    truth = (maps > 0).flatten(1).any(1).float()
    image = functional.binary_cross_entropy_with_logits(evidence.flatten(1).amax(1), truth)
    cells = functional.binary_cross_entropy_with_logits(
        evidence, maps.clamp(min=0), weight=(maps >= 0).float(), pos_weight=torch.tensor(10.0), reduction="sum"
    ) / (maps > 0).sum().clamp(min=1)
    return image + 0.1 * cells


def scores_of(model: nn.Module, images: torch.Tensor) -> np.ndarray:
    model.eval()
    with torch.no_grad():
        parts = [torch.sigmoid(model(part)).flatten() for part in images.split(64)]
    return torch.cat(parts).double().numpy()


def train(model, images, maps, epochs, log):
    generator = torch.Generator().manual_seed(SEED)
    optimiser = torch.optim.AdamW(model.parameters(), lr=PEAK_RATE, weight_decay=WEIGHT_DECAY)
    steps = epochs * (len(images) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=PEAK_RATE, total_steps=steps)
    losses = []
    for epoch in range(epochs):
        model.train()
        order = torch.randperm(len(images), generator=generator)
        total = 0.0
        for start in range(0, len(order) - BATCH + 1, BATCH):
            batch = order[start : start + BATCH]
            optimiser.zero_grad()
            changed, targets = augment(images[batch], maps[batch], generator)
            loss = loss_of(model.evidence(changed), targets)
            loss.backward()
            optimiser.step()
            schedule.step()
            total += float(loss)
        losses.append(round(total / (len(order) // BATCH), 6))
        log(epoch, losses[-1])
    return losses


def export(model: nn.Module, shape, path: Path):
    model.eval()
    example = torch.zeros(1, 1, *shape)
    torch.onnx.export(
        model, example, str(path), input_names=["image"], output_names=["logit"], opset_version=OPSET,
        do_constant_folding=True,
    )


def development_keys(*summaries):
    """Keyed hashes of every patient the model has seen, so that an overlap with a test set can be told."""

    def keyed(text: str) -> str:
        return hmac.new(DEVELOPMENT_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:32]

    entries = [entry for summary in summaries for entry in summary["entries"]]
    return {
        "kind": "development-keys",
        "method": "HMAC-SHA-256 of the PatientID, first 32 hexadecimal digits",
        "keyId": hashlib.sha256(DEVELOPMENT_KEY.encode()).hexdigest()[:16],
        "key": DEVELOPMENT_KEY,
        "partitions": ["TRAIN-4", "DEV-4"],
        "patients": sorted({keyed(entry["patient"]) for entry in entries}),
    }


def write_json(path: Path, value):
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("sets", type=Path)
    arguments.add_argument("package", type=Path)
    arguments.add_argument("--epochs", type=int, default=EPOCHS)
    given = arguments.parse_args()

    torch.manual_seed(SEED)
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(1)  # more threads add in another order, and wait for one another on a busy machine
    training, images = read_set(given.sets, "training")
    development, dev_images = read_set(given.sets, "development")
    model = FractureNet()

    def log(epoch: int, loss: float):
        scores, patients = patient_scores(scores_of(model, dev_images), development["entries"])
        print(f"epoch {epoch + 1:2d}  loss {loss:.4f}  AUC on DEV-4 {roc_auc(scores, patients):.4f}", flush=True)

    losses = train(model, images, evidence_targets(training), given.epochs, log)

    given.package.mkdir(parents=True, exist_ok=True)
    onnx = given.package / "fractnet.onnx"
    export(model, training["shape"][1:], onnx)
    image_scores = scores_of(model, dev_images)
    scores, patients = patient_scores(image_scores, development["entries"])
    threshold, found = operating_point(scores, patients, LEAST_SENSITIVITY)
    write_json(
        given.package / "operating-point.json",
        {
            "kind": "operating-point",
            "threshold": threshold,
            "derivedOn": "DEV-4",
            "method": "highest Youden index with sensitivity of at least 85 %",
            "unit": "patient",
            "patientIsPositiveWhen": "any image score >= threshold",
            "sensitivity": round(found["sensitivity"], 6),
            "specificity": round(found["specificity"], 6),
            "counts": found["counts"],
        },
    )

    def partition(summary, role):
        return {
            "id": role,
            "images": summary["shape"][0],
            "patients": summary["patients"],
            "fracturedPatients": len({e["patient"] for e in summary["entries"] if e["truth"] == 1}),
            **{key: summary[key] for key in ("seed", "firstStream", "generator", "sha256-tensors")},
        }

    write_json(
        given.package / "training.manifest.json",
        {
            "kind": "training-manifest",
            "model": "fractnet 0.1",
            "partitions": {"training": partition(training, "TRAIN-4"), "development": partition(development, "DEV-4")},
            "truth": "known by construction: the generator drew the fracture",
            "preprocess": training["preprocess"],
            "augmentation": "mirror, contrast 10 %, brightness 0.1, noise 0.03",
            "optimiser": {
                "name": "AdamW, one-cycle rate", "peakRate": PEAK_RATE, "weightDecay": WEIGHT_DECAY, "batch": BATCH,
                "epochs": given.epochs, "seed": SEED,
            },
            "loss": {"name": "binary cross entropy, image + 0.1 x evidence map", "perEpoch": losses},
            "parameters": sum(p.numel() for p in model.parameters()),
            "developmentAuc": {"patient": round(roc_auc(scores, patients), 6)},
            "software": {"python": platform.python_version(), "torch": torch.__version__, "numpy": np.__version__},
            "weights": {"file": "fractnet.onnx", "opset": OPSET, "sha256": sha256(onnx)},
        },
    )
    write_json(given.package / "development.keys.json", development_keys(training, development))
    np.save(given.sets / "development.scores.npy", image_scores)
    print(json.dumps({"threshold": threshold, **found}))


if __name__ == "__main__":
    main()
