// A CUDA driver without a GPU, as libcuda.so.1: just what backend cuda calls. Device memory is the
// host's; a stream is a queue that runs when it is waited for, so that results read too early, or
// pinned memory used again too early, are wrong; memory that is freed is never handed out again by
// mistake, and using it is an error. Kernels are what the fake NVRTC made of their own text.
//
//   FAKE_CUDA_DEVICES     how many GPUs (1)
//   FAKE_CUDA_CAPABILITY  compute capability of each, such as 90 or 61,90 (90)
//   FAKE_CUDA_DRIVER      the CUDA that the driver is for (13010, if built for CUDA 13)
//   FAKE_CUDA_MEMORY      bytes of each GPU (1073741824)
//   FAKE_CUDA_FAIL        call:status:times, such as cuLaunchKernel:701:1 or cuInit:999:1; call "kernel" is a kernel
//                         that goes wrong as it runs, after which no call works any more
//   FAKE_CUDA_FAIL_TOKEN  a file, whose deletion a failure takes: one fails of all processes
//   FAKE_CUDA_REPORT      a folder, in which each process leaves what it did as it ends
#include "driver.h"

#define EXPORT extern "C" __attribute__((visibility("default")))
#define CALL(name)                                       \
  std::lock_guard<std::recursive_mutex> guard(lock_);    \
  if (int status = called(#name)) return status;         \
  if (!initialized) return NOT_INITIALIZED;              \
  if (here() && here()->lost) return here()->lost;

// For the fake cuBLAS, whose work stands in streams too.
EXPORT int fakeEnqueue(void* stream, const void* a, size_t na, const void* b, size_t nb, void* c, size_t nc,
                       void (*work)(void*), void* data) {
  std::lock_guard<std::recursive_mutex> guard(lock_);
  if (int status = called("gemm")) return status;
  Context* context = here();
  if (!context) return BAD_CONTEXT;
  return enqueue((Stream*)stream, [=] {
    bool valid = inside(context->memory, (uintptr_t)a, na) && inside(context->memory, (uintptr_t)b, nb) &&
                 inside(context->memory, (uintptr_t)c, nc);
    if (valid) work(data);
    return valid ? (int)SUCCESS : (int)ILLEGAL_ADDRESS;
  });
}

EXPORT void fakeCount(const char* what) {
  std::lock_guard<std::recursive_mutex> guard(lock_);
  counts[what]++;
}

EXPORT int cuInit(unsigned) {
  std::lock_guard<std::recursive_mutex> guard(lock_);
  if (int status = called("cuInit")) return status;
  if (number("FAKE_CUDA_DEVICES", "1") == 0) return NO_DEVICE;
  if (!initialized) {
    contexts.resize(number("FAKE_CUDA_DEVICES", "1"));
    for (size_t i = 0; i < contexts.size(); i++) contexts[i].device = i;
    initialized = true;
    atexit(report);
  }
  return SUCCESS;
}

EXPORT int cuDriverGetVersion(int* version) {
  *version = number("FAKE_CUDA_DRIVER", std::to_string(1000 * MAJOR + 10).c_str());
  return SUCCESS;
}

EXPORT int cuDeviceGetCount(int* count) {
  CALL(cuDeviceGetCount);
  *count = contexts.size();
  return SUCCESS;
}

EXPORT int cuDeviceGet(int* device, int ordinal) {
  CALL(cuDeviceGet);
  if (ordinal < 0 || ordinal >= (int)contexts.size()) return BAD_DEVICE;
  *device = ordinal;
  return SUCCESS;
}

EXPORT int cuDeviceGetName(char* name, int length, int device) {
  CALL(cuDeviceGetName);
  snprintf(name, length, "Fake GPU");
  return SUCCESS;
}

EXPORT int cuDeviceGetUuid_v2(char* uuid, int device) {
  CALL(cuDeviceGetUuid_v2);
  for (int i = 0; i < 16; i++) uuid[i] = 16 * (i % 10) + device;
  return SUCCESS;
}

// What CUDA 12's bindings call.
EXPORT int cuDeviceGetUuid(char* uuid, int device) { return cuDeviceGetUuid_v2(uuid, device); }

// Numbered against the bus, as a driver does that counts the fastest first.
EXPORT int cuDeviceGetPCIBusId(char* bus, int length, int device) {
  CALL(cuDeviceGetPCIBusId);
  snprintf(bus, length, "0000:%02X:00.0", (int)contexts.size() - device);
  return SUCCESS;
}

EXPORT int cuDeviceGetAttribute(int* value, int attribute, int device) {
  CALL(cuDeviceGetAttribute);
  std::stringstream all(text("FAKE_CUDA_CAPABILITY", "90"));
  std::string one, last;
  for (int i = 0; i <= device && std::getline(all, one, ','); i++) last = one;
  int capability = atoi(last.c_str());
  if (attribute != 75 && attribute != 76) return INVALID;
  *value = attribute == 75 ? capability / 10 : capability % 10;
  return SUCCESS;
}

EXPORT int cuDeviceTotalMem_v2(size_t* bytes, int device) {
  CALL(cuDeviceTotalMem_v2);
  *bytes = number("FAKE_CUDA_MEMORY", "1073741824");
  return SUCCESS;
}

EXPORT int cuDevicePrimaryCtxRetain(Context** context, int device) {
  CALL(cuDevicePrimaryCtxRetain);
  *context = &contexts[device];
  (*context)->references++;
  return SUCCESS;
}

EXPORT int cuDevicePrimaryCtxRelease_v2(int device) {
  CALL(cuDevicePrimaryCtxRelease_v2);
  if (contexts[device].references == 0) return BAD_CONTEXT;
  contexts[device].references--;
  return SUCCESS;
}

EXPORT int cuCtxPushCurrent_v2(Context* context) {
  CALL(cuCtxPushCurrent_v2);
  if (!context || context->references == 0) return BAD_CONTEXT;
  current.push_back(context);
  return SUCCESS;
}

EXPORT int cuCtxPopCurrent_v2(Context** context) {
  CALL(cuCtxPopCurrent_v2);
  if (current.empty()) return BAD_CONTEXT;
  *context = current.back();
  current.pop_back();
  return SUCCESS;
}

EXPORT int cuMemGetInfo_v2(size_t* free, size_t* total) {
  CALL(cuMemGetInfo_v2);
  if (!here()) return BAD_CONTEXT;
  *total = number("FAKE_CUDA_MEMORY", "1073741824");
  *free = *total - here()->used;
  return SUCCESS;
}

EXPORT int cuMemAlloc_v2(uintptr_t* address, size_t bytes) {
  CALL(cuMemAlloc_v2);
  Context* context = here();
  if (!context) return BAD_CONTEXT;
  if (bytes == 0) return INVALID;
  if (context->used + bytes > (size_t)number("FAKE_CUDA_MEMORY", "1073741824")) return NO_MEMORY;
  void* memory = aligned_alloc(256, (bytes + 255) / 256 * 256);
  memset(memory, 0xff, bytes);
  context->memory[(uintptr_t)memory] = bytes;
  context->used += bytes;
  counts["most bytes"] = std::max(counts["most bytes"], (long)context->used);
  *address = (uintptr_t)memory;
  return SUCCESS;
}

EXPORT int cuMemFree_v2(uintptr_t address) {
  CALL(cuMemFree_v2);
  Context* context = here();
  if (!context) return BAD_CONTEXT;
  auto found = context->memory.find(address);
  if (found == context->memory.end()) return INVALID;
  memset((void*)address, 0xff, found->second);
  context->used -= found->second;
  context->memory.erase(found);
  free((void*)address);
  return SUCCESS;
}

EXPORT int cuMemHostAlloc(void** memory, size_t bytes, unsigned) {
  CALL(cuMemHostAlloc);
  if (!here()) return BAD_CONTEXT;
  *memory = aligned_alloc(64, (bytes + 63) / 64 * 64);
  memset(*memory, 0xff, bytes);
  pinned[(uintptr_t)*memory] = bytes;
  return SUCCESS;
}

EXPORT int cuMemFreeHost(void* memory) {
  CALL(cuMemFreeHost);
  if (!here() || !pinned.erase((uintptr_t)memory)) return INVALID;
  free(memory);
  return SUCCESS;
}

EXPORT int cuMemcpyHtoDAsync_v2(uintptr_t to, const void* from, size_t bytes, Stream* stream) {
  CALL(cuMemcpyHtoDAsync_v2);
  return copy((void*)to, from, bytes, to, (uintptr_t)from, stream, true);
}

EXPORT int cuMemcpyDtoHAsync_v2(void* to, uintptr_t from, size_t bytes, Stream* stream) {
  CALL(cuMemcpyDtoHAsync_v2);
  return copy(to, (const void*)from, bytes, from, (uintptr_t)to, stream, false);
}

EXPORT int cuMemcpyDtoDAsync_v2(uintptr_t to, uintptr_t from, size_t bytes, Stream* stream) {
  CALL(cuMemcpyDtoDAsync_v2);
  Context* context = here();
  if (!context) return BAD_CONTEXT;
  return enqueue(stream, [=] {
    if (!inside(context->memory, to, bytes) || !inside(context->memory, from, bytes)) return (int)ILLEGAL_ADDRESS;
    memmove((void*)to, (void*)from, bytes);
    return (int)SUCCESS;
  });
}

EXPORT int cuStreamCreate(Stream** stream, unsigned) {
  CALL(cuStreamCreate);
  if (!here()) return BAD_CONTEXT;
  *stream = new Stream{here()};
  streams.insert(*stream);
  return SUCCESS;
}

EXPORT int cuStreamSynchronize(Stream* stream) {
  CALL(cuStreamSynchronize);
  if (!streams.count(stream)) return BAD_HANDLE;
  if (stream->context != here()) return BAD_CONTEXT;
  return drain(stream);
}

EXPORT int cuStreamDestroy_v2(Stream* stream) {
  CALL(cuStreamDestroy_v2);
  if (!streams.erase(stream)) return BAD_HANDLE;
  int left = stream->queue.size();
  delete stream;
  return left ? (int)NOT_READY : (int)SUCCESS;
}

EXPORT int cuEventCreate(Event** event, unsigned) {
  CALL(cuEventCreate);
  if (!here()) return BAD_CONTEXT;
  *event = new Event{here()};
  events.insert(*event);
  return SUCCESS;
}

EXPORT int cuEventRecord(Event* event, Stream* stream) {
  CALL(cuEventRecord);
  if (!events.count(event)) return BAD_HANDLE;
  event->stream = stream;
  return enqueue(stream, [=] {
    event->at = std::chrono::steady_clock::now();
    return (int)SUCCESS;
  });
}

EXPORT int cuEventSynchronize(Event* event) {
  CALL(cuEventSynchronize);
  if (!events.count(event) || !event->stream) return BAD_HANDLE;
  return drain(event->stream);
}

EXPORT int cuEventElapsedTime_v2(float* milliseconds, Event* start, Event* end) {
  CALL(cuEventElapsedTime_v2);
  *milliseconds = std::chrono::duration<float, std::milli>(end->at - start->at).count();
  return SUCCESS;
}

EXPORT int cuEventElapsedTime(float* milliseconds, Event* start, Event* end) {
  return cuEventElapsedTime_v2(milliseconds, start, end);
}

EXPORT int cuEventDestroy_v2(Event* event) {
  CALL(cuEventDestroy_v2);
  if (!events.erase(event)) return BAD_HANDLE;
  delete event;
  return SUCCESS;
}

EXPORT int cuModuleLoadData(Module** module, const void* image) {
  CALL(cuModuleLoadData);
  if (!here()) return BAD_CONTEXT;
  const auto* header = (const Elf64_Ehdr*)image;
  if (memcmp(header->e_ident, ELFMAG, SELFMAG)) return BAD_IMAGE;
  size_t bytes = header->e_shoff + (size_t)header->e_shnum * header->e_shentsize;
  char path[] = "/tmp/fake-cuda-XXXXXX";
  int file = mkstemp(path);
  bool written = file >= 0 && write(file, image, bytes) == (ssize_t)bytes;
  if (file >= 0) close(file);
  void* library = written ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : nullptr;
  unlink(path);
  if (!library) return BAD_IMAGE;
  *module = new Module{library, here()};
  modules.insert(*module);
  return SUCCESS;
}

EXPORT int cuModuleUnload(Module* module) {
  CALL(cuModuleUnload);
  if (!modules.erase(module)) return BAD_HANDLE;
  dlclose(module->library);
  delete module;
  return SUCCESS;
}

EXPORT int cuModuleGetFunction(Function** function, Module* module, const char* name) {
  CALL(cuModuleGetFunction);
  if (!modules.count(module)) return BAD_HANDLE;
  std::string kernel = name;
  auto launch = (void (*)(void**, unsigned, unsigned))dlsym(module->library, (kernel + "__launch").c_str());
  auto sizes = (const int* (*)())dlsym(module->library, (kernel + "__sizes").c_str());
  if (!launch || !sizes) return NOT_FOUND;
  *function = new Function{module->context, sizes()[0], sizes() + 1, launch};
  return SUCCESS;
}

EXPORT int cuLaunchKernel(Function* function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by,
                          unsigned bz, unsigned shared, Stream* stream, void** arguments, void**) {
  CALL(cuLaunchKernel);
  if (function->context != here()) return BAD_CONTEXT;
  if (gx == 0 || gy != 1 || gz != 1 || bx == 0 || bx > 1024 || by != 1 || bz != 1 || shared) return INVALID;
  counts["launches " + std::to_string(here()->device)]++;
  // The driver reads arguments at the call.
  std::vector<std::vector<char>> values;
  for (int i = 0; i < function->count; i++) {
    values.emplace_back((char*)arguments[i], (char*)arguments[i] + function->sizes[i]);
  }
  return enqueue(stream, [=]() mutable {
    if (int status = called("kernel")) return status;
    std::vector<void*> addresses;
    for (auto& value : values) addresses.push_back(value.data());
    function->launch(addresses.data(), gx, bx);
    return (int)SUCCESS;
  });
}

EXPORT int cuGetErrorName(int status, const char** name) {
  switch (status) {
    case INVALID: *name = "CUDA_ERROR_INVALID_VALUE"; break;
    case NO_MEMORY: *name = "CUDA_ERROR_OUT_OF_MEMORY"; break;
    case NO_DEVICE: *name = "CUDA_ERROR_NO_DEVICE"; break;
    case BAD_CONTEXT: *name = "CUDA_ERROR_INVALID_CONTEXT"; break;
    case NOT_READY: *name = "CUDA_ERROR_NOT_READY"; break;
    case ILLEGAL_ADDRESS: *name = "CUDA_ERROR_ILLEGAL_ADDRESS"; break;
    default: *name = "CUDA_ERROR_UNKNOWN";
  }
  return SUCCESS;
}

EXPORT int cuGetErrorString(int status, const char** sentence) {
  *sentence = "as the fake driver was told, or found";
  return SUCCESS;
}
