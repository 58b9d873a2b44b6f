#!/usr/bin/env bash
# Tells Spark which GPUs this machine has: one line, {"name":"gpu","addresses":["0","1"]}.
#
#   spark.worker.resource.gpu.discoveryScript=.../getGpusResources.sh      (Standalone)
#   spark.executor.resource.gpu.discoveryScript=.../getGpusResources.sh    (YARN, Kubernetes)
#
# Addresses are nvidia-smi's numbers, or with GPU_ADDRESSES=uuid its UUIDs, which stay right where
# CUDA_VISIBLE_DEVICES hides GPUs.
set -euo pipefail

field=index
[[ "${GPU_ADDRESSES:-index}" == uuid ]] && field=uuid

if ! command -v nvidia-smi >/dev/null; then
  echo "getGpusResources.sh: nvidia-smi is not on the PATH: install NVIDIA's driver" >&2
  exit 1
fi
gpus="$(nvidia-smi --query-gpu="$field" --format=csv,noheader)"
if [[ -z "$gpus" || "$gpus" == *"No devices"* ]]; then
  echo "getGpusResources.sh: nvidia-smi shows no GPU" >&2
  exit 1
fi
addresses="$(sed 's/[[:space:]]//g; s/.*/"&"/' <<<"$gpus" | paste -sd,)"
echo "{\"name\":\"gpu\",\"addresses\":[$addresses]}"
