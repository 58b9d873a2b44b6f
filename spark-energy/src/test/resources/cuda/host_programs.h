// Runs programs that arrive on standard input over rows, with the kernels that are compiled in. What a
// kernel must not touch is watched: memory behind an array is out of bounds, memory before it and what
// nobody has written yet is NaN, and rows must stay as they were.
#pragma once

#include "host_shim.h"

namespace host {

using Launcher = void (*)(int blocks, int threads, void** arguments);

struct Array {
  char* begin;
  size_t bytes;
  char* mapping;
  size_t mapped;
};

inline size_t page() { return 4096; }

inline Array allocate(size_t bytes) {
  size_t room = (bytes + 15) / 16 * 16;
  size_t pages = (room + page() - 1) / page() * page() + page();
  char* mapping = static_cast<char*>(mmap(nullptr, pages + page(), PROT_READ | PROT_WRITE,
                                          MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  if (mapping == MAP_FAILED) fail("no memory for an array");
  memset(mapping, 0xff, pages);
  mprotect(mapping + pages, page(), PROT_NONE);
  return {mapping + pages - room, bytes, mapping, pages + page()};
}

inline void verify(const Array& array) {
  size_t before = array.begin - array.mapping;
  size_t behind = (array.bytes + 15) / 16 * 16 - array.bytes;
  for (size_t i = 0; i < before; i++) {
    if (array.mapping[i] != char(0xff)) fail("something was written before an array");
  }
  for (size_t i = 0; i < behind; i++) {
    if (array.begin[array.bytes + i] != char(0xff)) fail("something was written behind an array");
  }
}

inline void release(Array& array) { munmap(array.mapping, array.mapped); }

inline void get(void* to, size_t bytes) {
  if (bytes > 0 && fread(to, 1, bytes, stdin) != bytes) exit(0);
}

inline int getInt() {
  int value;
  get(&value, sizeof value);
  return value;
}

inline double getDouble() {
  double value;
  get(&value, sizeof value);
  return value;
}

template <class N>
void getNumbers(void* to, size_t count) {
  for (size_t i = 0; i < count; i++) static_cast<N*>(to)[i] = static_cast<N>(getDouble());
}

template <class N>
void product(const N* w, bool transposed, N alpha, int inputs, int outputs, const N* x, N* y, int n) {
  for (int row = 0; row < n; row++) {
    for (int i = 0; i < outputs; i++) {
      N sum = 0;
      for (int j = 0; j < inputs; j++) {
        sum += (transposed ? w[j * outputs + i] : w[i * inputs + j]) * x[row * inputs + j];
      }
      y[row * outputs + i] = alpha * sum;
    }
  }
}

constexpr int MAX = 4096;

template <class N>
void serve(const Launcher* kernels, int n) {
  static Array buffers[MAX], parameters[MAX];
  static int strides[MAX];
  int bufferCount = getInt();
  for (int i = 0; i < bufferCount; i++) {
    strides[i] = getInt();
    buffers[i] = allocate(sizeof(N) * strides[i] * n);
  }
  int parameterCount = getInt();
  for (int i = 0; i < parameterCount; i++) {
    int length = getInt();
    parameters[i] = allocate(sizeof(N) * length);
    getNumbers<N>(parameters[i].begin, length);
    mprotect(parameters[i].mapping, parameters[i].mapped - page(), PROT_READ);
  }
  int rows = getInt();
  for (int i = 0; i < rows; i++) {
    Array& array = buffers[getInt()];
    getNumbers<N>(array.begin, array.bytes / sizeof(N));
    mprotect(array.mapping, array.mapped - page(), PROT_READ);
  }
  for (int steps = getInt(); steps > 0; steps--) {
    if (getInt() == 0) {
      Launcher kernel = kernels[getInt()];
      int blocks = getInt();
      int threads = getInt();
      int count = getInt();
      static void* arguments[MAX];
      static char* pointers[MAX];
      alignas(16) static N numbers[MAX];
      for (int i = 0; i < count; i++) {
        int kind = getInt();
        int value = getInt();
        if (kind == 0) {
          arguments[i] = &n;
        } else if (kind == 3) {
          getNumbers<N>(numbers, value);
          arguments[i] = numbers;
        } else {
          pointers[i] = (kind == 1 ? buffers : parameters)[value].begin;
          arguments[i] = &pointers[i];
        }
      }
      kernel(blocks, threads, arguments);
    } else {
      const N* w = reinterpret_cast<N*>(parameters[getInt()].begin);
      bool transposed = getInt() != 0;
      N alpha = static_cast<N>(getDouble());
      int inputs = getInt();
      int outputs = getInt();
      const N* x = reinterpret_cast<N*>(buffers[getInt()].begin);
      N* y = reinterpret_cast<N*>(buffers[getInt()].begin);
      product<N>(w, transposed, alpha, inputs, outputs, x, y, n);
    }
  }
  for (int i = 0; i < bufferCount; i++) verify(buffers[i]);
  for (int results = getInt(); results > 0; results--) {
    Array& array = buffers[getInt()];
    for (size_t i = 0; i < array.bytes / sizeof(N); i++) {
      double value = reinterpret_cast<N*>(array.begin)[i];
      fwrite(&value, sizeof value, 1, stdout);
    }
  }
  for (int i = 0; i < bufferCount; i++) release(buffers[i]);
  for (int i = 0; i < parameterCount; i++) release(parameters[i]);
  fflush(stdout);
}

inline int serveAll(const Launcher* kernels) {
  for (;;) {
    int bytes = getInt();
    int n = getInt();
    if (bytes == 4) {
      serve<float>(kernels, n);
    } else {
      serve<double>(kernels, n);
    }
  }
}

}  // namespace host
