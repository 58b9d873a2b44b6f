// What CUDA text takes to be compiled by g++ and run on the CPU, thread by thread.
//
// The threads of a block are fibers of one CPU thread. A shuffle waits for all lanes of its warp and a
// barrier for all threads of the block, whatever the order in which fibers run; text that lets only some
// threads reach either is found out and ends the process. Blocks run one after the other, so that shared
// memory is static memory.
#pragma once

#include <math.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>

#include <utility>

#define __global__
#define __device__
#define __forceinline__ inline
#define __launch_bounds__(...)
#define __shared__ static

struct alignas(8) float2 { float x, y; };
struct alignas(16) float4 { float x, y, z, w; };
struct alignas(16) double2 { double x, y; };

namespace host {

struct Place { unsigned x, y, z; };

inline void fail(const char* reason) {
  fprintf(stderr, "CUDA text on the CPU: %s\n", reason);
  exit(3);
}

constexpr int MAX_THREADS = 1024;
constexpr size_t STACK_BYTES = 1 << 20;

struct Thread {
  ucontext_t context;
  jmp_buf resume;
  unsigned index;
  bool started, done;
  unsigned long shuffles, barriers;
};

struct Warp {
  unsigned long arrived;
  unsigned char values[2][32][8];
  int kinds[2][32];
};

struct Block {
  Thread threads[MAX_THREADS];
  Warp warps[MAX_THREADS / 32];
  unsigned long arrived, progress;
  Thread* running;
  jmp_buf scheduler;
  void (*body)(void*);
  void* arguments;
};

inline Block& block() {
  static Block* all = new Block();
  return *all;
}

}  // namespace host

inline host::Place threadIdx, blockIdx, blockDim, gridDim;

namespace host {

/** Lets the other threads run. */
__attribute__((noinline)) inline void pause() {
  Block& b = block();
  Thread* self = b.running;
  if (_setjmp(self->resume) == 0) _longjmp(b.scheduler, 1);
}

inline void fiber() {
  for (;;) {
    Block& b = block();
    b.body(b.arguments);
    b.running->done = true;
    b.progress++;
    pause();
  }
}

__attribute__((noinline)) inline void resume(Thread& thread) {
  Block& b = block();
  b.running = &thread;
  threadIdx = {thread.index, 0, 0};
  if (_setjmp(b.scheduler) != 0) return;
  if (thread.started) _longjmp(thread.resume, 1);
  thread.started = true;
  getcontext(&thread.context);
  void* stack = mmap(nullptr, STACK_BYTES, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (stack == MAP_FAILED) fail("no memory for a thread's stack");
  thread.context.uc_stack.ss_sp = stack;
  thread.context.uc_stack.ss_size = STACK_BYTES;
  thread.context.uc_link = nullptr;
  makecontext(&thread.context, fiber, 0);
  setcontext(&thread.context);
}

/** Runs a body as every thread of every block. */
inline void run(int blocks, int threads, void (*body)(void*), void* arguments) {
  Block& b = block();
  if (threads % 32 != 0 || threads < 32 || threads > MAX_THREADS) fail("a block of no whole warps");
  b.body = body;
  b.arguments = arguments;
  blockDim = {static_cast<unsigned>(threads), 1, 1};
  gridDim = {static_cast<unsigned>(blocks), 1, 1};
  for (int k = 0; k < blocks; k++) {
    blockIdx = {static_cast<unsigned>(k), 0, 0};
    b.arrived = 0;
    for (int w = 0; w < threads / 32; w++) b.warps[w].arrived = 0;
    for (int t = 0; t < threads; t++) {
      Thread& thread = b.threads[t];
      thread.index = t;
      thread.done = false;
      thread.shuffles = thread.barriers = 0;
    }
    for (int open = threads; open > 0;) {
      unsigned long before = b.progress;
      open = 0;
      for (int t = 0; t < threads; t++) {
        if (!b.threads[t].done) resume(b.threads[t]);
        open += !b.threads[t].done;
      }
      if (b.progress == before) fail("some threads wait for others that never come");
    }
  }
}

/** What another lane of the warp gives in the same shuffle. */
template <class T>
__attribute__((noinline)) T exchange(T value, int lane, int kind) {
  Block& b = block();
  Thread& self = *b.running;
  Warp& warp = b.warps[self.index / 32];
  int half = self.shuffles % 2;
  unsigned long all = 32 * ++self.shuffles;
  memcpy(warp.values[half][self.index % 32], &value, sizeof value);
  warp.kinds[half][self.index % 32] = kind;
  warp.arrived++;
  b.progress++;
  while (warp.arrived < all) pause();
  if (warp.kinds[half][lane] != kind) fail("lanes meet in different shuffles");
  memcpy(&value, warp.values[half][lane], sizeof value);
  return value;
}

template <class... A, size_t... I>
void call(void (*kernel)(A...), void** arguments, std::index_sequence<I...>) {
  kernel(*static_cast<A*>(arguments[I])...);
}

/** Launches a kernel whose arguments stand where the pointers point, as cuLaunchKernel does. */
template <class... A>
void launch(void (*kernel)(A...), int blocks, int threads, void** arguments) {
  struct Bound { void (*kernel)(A...); void** arguments; } bound{kernel, arguments};
  run(blocks, threads, [](void* to) {
    Bound& b = *static_cast<Bound*>(to);
    call(b.kernel, b.arguments, std::index_sequence_for<A...>());
  }, &bound);
}

}  // namespace host

template <class T>
T __shfl_xor_sync(unsigned mask, T value, int lanes) {
  if (mask != 0xffffffffu) host::fail("a shuffle of some lanes only");
  int lane = static_cast<int>(host::block().running->index % 32) ^ lanes;
  return host::exchange(value, lane, lanes * 16 + static_cast<int>(sizeof value));
}

__attribute__((noinline)) inline void __syncthreads() {
  host::Block& b = host::block();
  host::Thread& self = *b.running;
  unsigned long all = blockDim.x * ++self.barriers;
  b.arrived++;
  b.progress++;
  while (b.arrived < all) host::pause();
}

inline double __longlong_as_double(long long bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

inline float __int_as_float(int bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}
