// How the fake driver runs a kernel: the sizes of its arguments, which it copies at a launch, and the
// launch itself.
#pragma once

template <class... A>
const int* fakeSizes(void (*)(A...)) {
  static const int sizes[] = {static_cast<int>(sizeof...(A)), static_cast<int>(sizeof(A))...};
  return sizes;
}

#define FAKE_KERNEL(name)                                                                        \
  extern "C" const int* name##__sizes() { return fakeSizes(name); }                              \
  extern "C" void name##__launch(void** arguments, unsigned blocks, unsigned threads) {          \
    host::launch(name, static_cast<int>(blocks), static_cast<int>(threads), arguments);          \
  }
