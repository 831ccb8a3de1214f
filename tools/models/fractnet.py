"""FractureNet: a small convolutional network for one grey image, sized to be read, trained and run on a processor."""

import torch
from torch import nn


def stage(before: int, after: int, kernel: int, stride: int) -> nn.Sequential:
    """Convolution, batch norm (folded into the weights on export) and rectifier."""
    return nn.Sequential(
        nn.Conv2d(before, after, kernel, stride=stride, padding=(kernel - 1) // 2, bias=False),
        nn.BatchNorm2d(after),
        nn.ReLU(),
    )


class FractureNet(nn.Module):
    """image [n, 1, rows, columns] -> logit [n, 1]: the strongest evidence of a fracture anywhere in the image."""

    #: Pixels of the image per cell of the evidence map.
    STRIDE = 8

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            stage(1, 16, 4, 2),
            stage(16, 32, 3, 2),
            stage(32, 32, 3, 1),
            stage(32, 48, 3, 2),
            stage(48, 64, 3, 1),
        )
        self.head = nn.Conv2d(64, 1, 1)

    def evidence(self, image: torch.Tensor) -> torch.Tensor:
        """Logit map [n, 1, rows / 8, columns / 8]: training tells it where the fracture is."""
        return self.head(self.features(image))

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        return self.evidence(image).amax(dim=(2, 3))
