"""FractureNet: a small residual network for one grey image, sized to be read, trained and run on a processor."""

import torch
from torch import nn


class Block(nn.Module):
    """Two 3 x 3 convolutions beside a shortcut; batch norms are folded into the weights on export."""

    def __init__(self, before: int, after: int, stride: int):
        super().__init__()
        self.first = nn.Conv2d(before, after, 3, stride=stride, padding=1, bias=False)
        self.first_norm = nn.BatchNorm2d(after)
        self.second = nn.Conv2d(after, after, 3, padding=1, bias=False)
        self.second_norm = nn.BatchNorm2d(after)
        self.shortcut = nn.Conv2d(before, after, 1, stride=stride, bias=False)
        self.shortcut_norm = nn.BatchNorm2d(after)
        self.act = nn.ReLU()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.act(self.first_norm(self.first(x)))
        return self.act(self.second_norm(self.second(y)) + self.shortcut_norm(self.shortcut(x)))


class FractureNet(nn.Module):
    """image [n, 1, rows, columns] -> logit [n, 1]: the strongest evidence anywhere, and the evidence on the whole."""

    def __init__(self, width: int = 12):
        super().__init__()
        w = width
        self.stem = nn.Sequential(nn.Conv2d(1, w, 3, padding=1, stride=1, bias=False), nn.BatchNorm2d(w), nn.ReLU())
        self.blocks = nn.Sequential(Block(w, w, 2), Block(w, 2 * w, 2), Block(2 * w, 3 * w, 2))
        self.head = nn.Linear(6 * w, 1)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        y = self.blocks(self.stem(image))
        features = torch.cat([y.amax(dim=(2, 3)), y.mean(dim=(2, 3))], dim=1)
        return self.head(features)
