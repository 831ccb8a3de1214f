"""Trains FractureNet, exports it to ONNX and derives its operating point. See README.md here.

    /usr/bin/python3 tools/models/train_fractnet.py <folder of export-training-set.mjs> <folder of the model package>
"""

import argparse
import hashlib
import json
import platform
from pathlib import Path

import numpy as np
import torch
from torch import nn

from fractnet import FractureNet
from operating_point import operating_point, patient_scores, roc_auc

SEED = 4711
EPOCHS = 24
BATCH = 32
PEAK_RATE = 4e-3
WEIGHT_DECAY = 1e-4
LEAST_SENSITIVITY = 0.85
OPSET = 13


def read_set(folder: Path, name: str):
    summary = json.loads((folder / f"{name}.json").read_text())
    images = np.fromfile(folder / f"{name}.f32", dtype="<f4").reshape(summary["shape"])
    truth = np.array([entry["truth"] for entry in summary["entries"]], dtype=np.float32)
    return summary, torch.from_numpy(images).unsqueeze(1), torch.from_numpy(truth)


def augment(images: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Mirror, shift by up to six pixels, contrast, brightness, noise: what changes between examinations."""

    def uniform(low: float, high: float) -> torch.Tensor:
        return low + (high - low) * torch.rand(len(images), 1, 1, 1, generator=generator)

    mirrored = torch.rand(len(images), 1, 1, 1, generator=generator) < 0.5
    images = torch.where(mirrored, images.flip(3), images)
    dy, dx = (int(v) for v in torch.randint(-6, 7, (2,), generator=generator))
    images = torch.roll(images, (dy, dx), (2, 3))
    images = images * uniform(0.9, 1.1) + uniform(-0.1, 0.1)
    return images + 0.03 * torch.randn(images.shape, generator=generator)


def scores_of(model: nn.Module, images: torch.Tensor) -> np.ndarray:
    model.eval()
    with torch.no_grad():
        parts = [torch.sigmoid(model(part)).flatten() for part in images.split(64)]
    return torch.cat(parts).double().numpy()


def train(model, images, truth, epochs, log):
    generator = torch.Generator().manual_seed(SEED)
    optimiser = torch.optim.AdamW(model.parameters(), lr=PEAK_RATE, weight_decay=WEIGHT_DECAY)
    steps = epochs * (len(images) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=PEAK_RATE, total_steps=steps)
    loss_of = nn.BCEWithLogitsLoss()
    losses = []
    for epoch in range(epochs):
        model.train()
        order = torch.randperm(len(images), generator=generator)
        total = 0.0
        for start in range(0, len(order) - BATCH + 1, BATCH):
            batch = order[start : start + BATCH]
            optimiser.zero_grad()
            loss = loss_of(model(augment(images[batch], generator)).flatten(), truth[batch])
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
    torch.set_num_threads(2)
    training, images, truth = read_set(given.sets, "training")
    development, dev_images, _ = read_set(given.sets, "development")
    model = FractureNet()

    def log(epoch: int, loss: float):
        scores, patients = patient_scores(scores_of(model, dev_images), development["entries"])
        print(f"epoch {epoch + 1:2d}  loss {loss:.4f}  AUC on DEV-4 {roc_auc(scores, patients):.4f}", flush=True)

    losses = train(model, images, truth, given.epochs, log)

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
            "augmentation": "mirror, shift 6 px, contrast 10 %, brightness 0.1, noise 0.03",
            "optimiser": {
                "name": "AdamW, one-cycle rate", "peakRate": PEAK_RATE, "weightDecay": WEIGHT_DECAY, "batch": BATCH,
                "epochs": given.epochs, "seed": SEED,
            },
            "loss": {"name": "binary cross entropy", "perEpoch": losses},
            "parameters": sum(p.numel() for p in model.parameters()),
            "developmentAuc": {"patient": round(roc_auc(scores, patients), 6)},
            "software": {"python": platform.python_version(), "torch": torch.__version__, "numpy": np.__version__},
            "weights": {"file": "fractnet.onnx", "opset": OPSET, "sha256": sha256(onnx)},
        },
    )
    np.save(given.sets / "development.scores.npy", image_scores)
    print(json.dumps({"threshold": threshold, **found}))


if __name__ == "__main__":
    main()
