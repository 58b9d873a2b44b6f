#!/usr/bin/env python3
"""Times PyTorch on the energies of GpuSubject, energy and score, rows and results on the device.

    gpu_peers.py OUTPUT [--d 8,32] [--n 1048576] [--device cuda]

The first line of the output says what was measured with; each other one is energy,d,n,numbers,mode,ms,
the median of ten runs. Modes: analytic (the score by its formula, eager), autograd (eager), compiled
(torch.compile of whichever of the two is the faster).
"""
import argparse
import math
import statistics
import sys
import time

import torch


def gaussian(d, make):
    i = torch.arange(d, dtype=torch.float64)
    precision = torch.linalg.inv(0.5 ** (i[:, None] - i[None, :]).abs())
    mean, precision = make(torch.rand(d) * 2 - 1), make(precision)

    def energy(x):
        c = x - mean
        return 0.5 * ((c @ precision) * c).sum(1)

    def both(x):
        c = x - mean
        g = c @ precision
        return 0.5 * (g * c).sum(1), -g

    return energy, both


def double_well(d, make):
    def energy(x):
        return ((x * x - 2) ** 2).sum(1)

    def both(x):
        w = x * x - 2
        return (w * w).sum(1), -4 * w * x

    return energy, both


def rosenbrock(d, make):
    def energy(x):
        a, b = x[:, :-1], x[:, 1:]
        return ((1 - a) ** 2 + 100 * (b - a * a) ** 2).sum(1)

    def both(x):
        a, b = x[:, :-1], x[:, 1:]
        u, v = 1 - a, b - a * a
        s = torch.zeros_like(x)
        s[:, :-1] = 2 * u + 400 * v * a
        s[:, 1:] -= 200 * v
        return (u * u + 100 * v * v).sum(1), s

    return energy, both


def mixture_8(d, make):
    loc = make(torch.rand(8, d) * 2 - 1)
    scale = make(torch.rand(8, d) * 1.5 + 0.5)
    offset = scale.log().sum(1) + 0.5 * d * math.log(2 * math.pi)

    def terms(x):
        z = (x[:, None, :] - loc) / scale
        return z, 0.5 * (z * z).sum(2) + offset

    def energy(x):
        return -torch.logsumexp(-terms(x)[1], 1)

    def both(x):
        z, e = terms(x)
        weights = torch.softmax(-e, 1)
        return -torch.logsumexp(-e, 1), -(weights[:, :, None] * z / scale).sum(1)

    return energy, both


def mlp(width, hidden):
    def define(d, make):
        sizes = [d] + [width] * hidden + [1]
        layers = []
        for inputs, outputs in zip(sizes, sizes[1:]):
            bound = 1 / math.sqrt(inputs)
            layers.append((make((torch.rand(outputs, inputs) * 2 - 1) * bound),
                           make((torch.rand(outputs) * 2 - 1) * bound)))

        def energy(x):
            for weights, offsets in layers[:-1]:
                x = torch.nn.functional.silu(torch.addmm(offsets, x, weights.t()))
            weights, offsets = layers[-1]
            return torch.addmm(offsets, x, weights.t())[:, 0]

        def both(x):
            slopes = []
            for weights, offsets in layers[:-1]:
                a = torch.addmm(offsets, x, weights.t())
                s = torch.sigmoid(a)
                x = a * s
                slopes.append(s + x * (1 - s))
            weights, offsets = layers[-1]
            e = torch.addmm(offsets, x, weights.t())[:, 0]
            g = weights
            for (weights, _), slope in zip(layers[-2::-1], slopes[::-1]):
                g = (g * slope) @ weights
            return e, -g

        return energy, both

    return define


SUBJECTS = {
    "gaussian": gaussian,
    "double_well": double_well,
    "rosenbrock": rosenbrock,
    "mixture_8": mixture_8,
    "mlp_2x128": mlp(128, 2),
    "mlp_3x512": mlp(512, 3),
}


def autograd(energy):
    def both(x):
        x = x.detach().requires_grad_(True)
        e = energy(x)
        (g,) = torch.autograd.grad(e.sum(), x)
        return e.detach(), -g

    return both


def milliseconds(run, x, device):
    for _ in range(3):
        run(x)
    if device != "cuda":
        times = []
        for _ in range(10):
            start = time.perf_counter()
            run(x)
            times.append(1e3 * (time.perf_counter() - start))
        return statistics.median(times)
    torch.cuda.synchronize()
    times = []
    for _ in range(10):
        start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        start.record()
        run(x)
        end.record()
        end.synchronize()
        times.append(start.elapsed_time(end))
    return statistics.median(times)


def measure(out, name, d, n, numbers, device):
    torch.backends.cuda.matmul.allow_tf32 = numbers == "tf32"
    dtype = torch.float64 if numbers == "double" else torch.float32
    torch.manual_seed(d)
    energy, analytic = SUBJECTS[name](d, lambda t: t.to(device=device, dtype=dtype))
    x = torch.rand(n, d, device=device, dtype=dtype) * 2 - 1
    by_autograd = autograd(energy)
    few = x[:64]
    (e, s), (e2, s2) = analytic(few), by_autograd(few)
    bound = 1e-9 if numbers == "double" else 2e-2 if numbers == "tf32" else 1e-3
    for one, other in ((e, e2), (s, s2)):
        if not (one - other).abs().max() <= bound * max(1, one.abs().max().item()):
            sys.exit(f"{name}, d = {d}, {numbers}: the analytic score is not autograd's")
    times = {"analytic": milliseconds(analytic, x, device), "autograd": milliseconds(by_autograd, x, device)}
    faster = analytic if times["analytic"] <= times["autograd"] else by_autograd
    try:
        times["compiled"] = milliseconds(torch.compile(faster), x, device)
    except Exception as e:  # PyTorch raises what its compiler raises
        print(f"{name}, d = {d}, {numbers}: torch.compile failed: {type(e).__name__}", file=sys.stderr)
    for mode, ms in times.items():
        print(f"{name},{d},{n},{numbers},{mode},{ms:.6f}", file=out, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output")
    parser.add_argument("--d", default="8,32,128,512")
    parser.add_argument("--n", type=int, default=1 << 20)
    parser.add_argument("--device", default="cuda")
    options, _ = parser.parse_known_args()
    what = torch.cuda.get_device_name() if options.device == "cuda" else "the CPU"
    with open(options.output, "w") as out:
        print(f"PyTorch {torch.__version__} on {what}", file=out)
        for name in SUBJECTS:
            for d in map(int, options.d.split(",")):
                for numbers in ("float", "tf32", "double"):
                    if numbers == "tf32" and not (name == "gaussian" or name.startswith("mlp")):
                        continue
                    try:
                        measure(out, name, d, options.n, numbers, options.device)
                    except torch.cuda.OutOfMemoryError:
                        print(f"{name}, d = {d}, {numbers}: does not fit the card", file=sys.stderr)
                        torch.cuda.empty_cache()


if __name__ == "__main__":
    main()
