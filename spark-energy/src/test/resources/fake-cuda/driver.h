// What the fake driver knows: contexts with their memory, streams with what waits in them, counts.
#pragma once

#include <dlfcn.h>
#include <elf.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

enum { SUCCESS = 0, INVALID = 1, NO_MEMORY = 2, NOT_INITIALIZED = 3, NO_DEVICE = 100, BAD_DEVICE = 101,
       BAD_IMAGE = 200, BAD_CONTEXT = 201, BAD_HANDLE = 400, NOT_FOUND = 500, NOT_READY = 600, ILLEGAL_ADDRESS = 700 };

struct Context {
  int device;
  int references = 0;
  size_t used = 0;
  int lost = 0;
  std::map<uintptr_t, size_t> memory;
};

struct Module {
  void* library;
  Context* context;
};

struct Function {
  Context* context;
  int count;
  const int* sizes;
  void (*launch)(void**, unsigned, unsigned);
};

struct Stream {
  Context* context;
  std::vector<std::function<int()>> queue;
  int status = SUCCESS;
};

struct Event {
  Context* context;
  Stream* stream = nullptr;
  std::chrono::steady_clock::time_point at;
};

std::recursive_mutex lock_;
bool initialized = false;
std::vector<Context> contexts;
std::map<uintptr_t, size_t> pinned;
std::set<Stream*> streams;
std::set<Event*> events;
std::set<Module*> modules;
std::map<std::string, long> counts;
std::map<std::string, long> failed;
thread_local std::vector<Context*> current;

std::string text(const char* name, const char* fallback) {
  const char* value = getenv(name);
  return value && *value ? value : fallback;
}

long number(const char* name, const char* fallback) { return atol(text(name, fallback).c_str()); }

void report() {
  std::string folder = text("FAKE_CUDA_REPORT", "");
  if (folder.empty()) return;
  FILE* file = fopen((folder + "/" + std::to_string(getpid()) + ".txt").c_str(), "w");
  if (!file) return;
  size_t device = 0;
  int open = 0;
  for (Context& context : contexts) {
    device += context.memory.size();
    open += context.references;
  }
  fprintf(file, "device memory left=%zu\n", device);
  fprintf(file, "pinned memory left=%zu\n", pinned.size());
  fprintf(file, "streams left=%zu\n", streams.size());
  fprintf(file, "events left=%zu\n", events.size());
  fprintf(file, "modules left=%zu\n", modules.size());
  fprintf(file, "contexts left=%d\n", open);
  fprintf(file, "cublas left=%ld\n", counts["cublas opened"] - counts["cublas closed"]);
  for (auto& count : counts) fprintf(file, "%s=%ld\n", count.first.c_str(), count.second);
  fclose(file);
}

// Counts a call, and says whether it is to fail.
int called(const char* name) {
  counts[name]++;
  std::stringstream plans(text("FAKE_CUDA_FAIL", ""));
  std::string plan;
  while (std::getline(plans, plan, ',')) {
    size_t first = plan.find(':'), second = plan.find(':', first + 1);
    if (plan.substr(0, first) == name && failed[name] < atol(plan.c_str() + second + 1)) {
      std::string token = text("FAKE_CUDA_FAIL_TOKEN", "");
      if (!token.empty() && unlink(token.c_str())) return SUCCESS;
      failed[name]++;
      return atoi(plan.c_str() + first + 1);
    }
  }
  return SUCCESS;
}

Context* here() { return current.empty() ? nullptr : current.back(); }

bool inside(const std::map<uintptr_t, size_t>& memory, uintptr_t start, size_t bytes) {
  auto next = memory.upper_bound(start);
  if (next == memory.begin()) return false;
  --next;
  return start + bytes <= next->first + next->second;
}

int drain(Stream* stream) {
  for (size_t i = 0; i < stream->queue.size() && stream->status == SUCCESS; i++) stream->status = stream->queue[i]();
  stream->queue.clear();
  // What goes wrong on a GPU ends its use by this process.
  if (stream->status != SUCCESS) stream->context->lost = stream->status;
  return stream->status;
}

int enqueue(Stream* stream, std::function<int()> work) {
  if (!streams.count(stream)) return BAD_HANDLE;
  if (stream->context != here()) return BAD_CONTEXT;
  if (stream->status != SUCCESS) return stream->status;
  stream->queue.push_back(work);
  return SUCCESS;
}

int copy(void* to, const void* from, size_t bytes, uintptr_t device, uintptr_t host, Stream* stream, bool in) {
  Context* context = here();
  if (!context) return BAD_CONTEXT;
  if (!inside(pinned, host, bytes) || !inside(context->memory, device, bytes)) return INVALID;
  counts[std::string(in ? "bytes in " : "bytes out ") + std::to_string(context->device)] += bytes;
  return enqueue(stream, [=] {
    if (!inside(pinned, host, bytes) || !inside(context->memory, device, bytes)) return (int)ILLEGAL_ADDRESS;
    memcpy(to, from, bytes);
    return (int)SUCCESS;
  });
}

}  // namespace
