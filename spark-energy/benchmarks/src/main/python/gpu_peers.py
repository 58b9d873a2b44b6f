#!/usr/bin/env python3
"""Times PyTorch on the energies of GpuSubject, energy and score, rows and results on the device.

    gpu_peers.py OUTPUT [--d 8,32] [--n 1048576] [--device cuda] [--energies gaussian,mlp_2x128]

The first line of the output says what was measured with. Then "time,energy,d,n,numbers,mode,ms", the median
of ten runs after three that do not count, and "answer,energy,d,row,energy,score,...", in float64, of a few
rows, to which the table holds its own. Modes: analytic (the score by its formula, eager), autograd (eager),
compiled (by torch.compile: the formula, or the energy with its derivative, whichever is the faster).
"""
import argparse
import functools
import math
import statistics
import sys
import time

import torch

ANSWERED_ROWS = 4
MASK = 0xFFFFFFFF


@functools.lru_cache(maxsize=64)
def numbers_of(seed, count, least, most):
    """HashedNumbers.of, bit for bit: the finalizer of MurmurHash3 (Austin Appleby, public domain)."""
    numbers = []
    for i in range(count):
        bits = (i + seed * 0x9E3779B9) & MASK
        bits = ((bits ^ (bits >> 16)) * 0x85EBCA6B) & MASK
        bits = ((bits ^ (bits >> 13)) * 0xC2B2AE35) & MASK
        numbers.append(least + (most - least) * ((bits ^ (bits >> 16)) / 4294967296.0))
    return torch.tensor(numbers, dtype=torch.float64)


def gaussian(d, make):
    i = torch.arange(d, dtype=torch.float64)
    precision = make(torch.linalg.inv(0.5 ** (i[:, None] - i[None, :]).abs()))
    mean = make(numbers_of(1, d, -1.0, 1.0))

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
    loc = make(torch.stack([numbers_of(100 + k, d, -1.0, 1.0) for k in range(8)]))
    scale = make(torch.stack([numbers_of(200 + k, d, 0.5, 2.0) for k in range(8)]))
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
        for place, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
            bound = 1 / math.sqrt(inputs)
            weights = numbers_of(300 + place, outputs * inputs, -bound, bound).reshape(outputs, inputs)
            layers.append((make(weights), make(numbers_of(400 + place, outputs, -bound, bound))))

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


def agree(one, other, bound):
    return all((a - b).abs().max() <= bound * max(1, b.abs().max().item()) for a, b in zip(one, other))


def compiled(name, ways, x, expected, bound, device):
    """The time of the fastest that torch.compile makes of them, or none if it fails."""
    fastest = None
    for way, function in ways.items():
        # Else the compiler gives up on a function, in silence, once it has seen it in a few shapes.
        torch._dynamo.reset()
        try:
            ready = function(lambda f: torch.compile(f, dynamic=False))
            if not agree([both[:64] for both in ready(x)], expected, bound):
                sys.exit(f"{name}: what torch.compile makes of the {way} score is another one")
            ms = milliseconds(ready, x, device)
            fastest = ms if fastest is None else min(fastest, ms)
        except torch.cuda.OutOfMemoryError:
            torch.cuda.empty_cache()
        except Exception as e:  # PyTorch raises what its compiler raises
            print(f"{name}: torch.compile of the {way} score failed: {type(e).__name__}", file=sys.stderr)
    return fastest


def measure(out, name, d, n, numbers, device):
    torch.backends.cuda.matmul.allow_tf32 = numbers == "tf32"
    dtype = torch.float64 if numbers == "double" else torch.float32
    energy, analytic = SUBJECTS[name](d, lambda t: t.to(device=device, dtype=dtype))
    by_autograd = autograd(energy)
    label = f"{name}, d = {d}, {numbers}"
    torch.manual_seed(d)
    x = torch.rand(n, d, device=device, dtype=dtype) * 2 - 1
    bound = 1e-9 if numbers == "double" else 2e-2 if numbers == "tf32" else 1e-3
    expected = analytic(x[:64])
    if not agree(by_autograd(x[:64]), expected, bound):
        sys.exit(f"{label}: the analytic score is not autograd's")
    if numbers == "double":
        rows = numbers_of(7, ANSWERED_ROWS * d, -1.0, 1.0).reshape(ANSWERED_ROWS, d).to(device)
        for row, (e, s) in enumerate(zip(*analytic(rows))):
            answer = ",".join(repr(v) for v in [e.item()] + s.tolist())
            print(f"answer,{name},{d},{row},{answer}", file=out, flush=True)
    times = {}
    for mode, run in (("analytic", analytic), ("autograd", by_autograd)):
        times[mode] = milliseconds(run, x, device)
    ways = {"analytic": lambda compiler: compiler(analytic), "automatic": lambda compiler: autograd(compiler(energy))}
    fastest = compiled(label, ways, x, expected, bound, device)
    if fastest is not None:
        times["compiled"] = fastest
    for mode, ms in times.items():
        print(f"time,{name},{d},{n},{numbers},{mode},{ms:.6f}", file=out, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output")
    parser.add_argument("--d", default="8,32,128,512")
    parser.add_argument("--n", type=int, default=1 << 20)
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--energies", default=",".join(SUBJECTS))
    options, _ = parser.parse_known_args()  # others are the table's
    what = torch.cuda.get_device_name() if options.device == "cuda" else "the CPU"
    with open(options.output, "w") as out:
        print(f"PyTorch {torch.__version__} on {what}", file=out)
        for name in options.energies.split(","):
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
