// cuBLAS without a GPU, as libcublas.so: products as plain loops, in the fake driver's streams.
// FAKE_CUDA_REPORT's counts of it are the driver's.
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

#define EXPORT extern "C" __attribute__((visibility("default")))

extern "C" int fakeEnqueue(void* stream, const void* a, size_t na, const void* b, size_t nb, void* c, size_t nc,
                           void (*work)(void*), void* data);

extern "C" void fakeCount(const char* what);

namespace {

enum { SUCCESS = 0, NOT_INITIALIZED = 1, ALLOC_FAILED = 3, INVALID = 7, EXECUTION_FAILED = 13 };
enum { TF32 = 3 };

struct Handle {
  void* stream = nullptr;
  int math = 0;
};

// To ten bits after the leading one, as tensor cores read float32 under TF32.
float rounded(float x, int math) {
  if (math != TF32) return x;
  unsigned bits;
  memcpy(&bits, &x, sizeof bits);
  bits = (bits + 0x1000) & ~0x1fffu;
  memcpy(&x, &bits, sizeof bits);
  return x;
}

double rounded(double x, int) { return x; }

template <class T>
struct Product {
  bool ta, tb;
  int m, n, k, math;
  T alpha, beta;
  const T* a;
  int lda;
  const T* b;
  int ldb;
  T* c;
  int ldc;

  void run() const {
    for (int j = 0; j < n; j++)
      for (int i = 0; i < m; i++) {
        T sum = 0;
        for (int l = 0; l < k; l++)
          sum += rounded(ta ? a[l + (size_t)i * lda] : a[i + (size_t)l * lda], math) *
                 rounded(tb ? b[j + (size_t)l * ldb] : b[l + (size_t)j * ldb], math);
        T* at = c + i + (size_t)j * ldc;
        *at = alpha * sum + (beta == 0 ? 0 : beta * *at);
      }
  }
};

template <class T>
int multiply(Handle* handle, Product<T> product) {
  if (!handle || !handle->stream) return NOT_INITIALIZED;
  const Product<T>& p = product;
  if (p.m < 1 || p.n < 1 || p.k < 1 || p.lda < (p.ta ? p.k : p.m) || p.ldb < (p.tb ? p.n : p.k) || p.ldc < p.m)
    return INVALID;
  size_t na = (size_t)p.lda * (p.ta ? p.m : p.k) * sizeof(T);
  size_t nb = (size_t)p.ldb * (p.tb ? p.k : p.n) * sizeof(T);
  size_t nc = (size_t)p.ldc * p.n * sizeof(T);
  product.math = handle->math;
  auto* later = new Product<T>(product);
  auto work = [](void* data) {
    auto* product = (Product<T>*)data;
    product->run();
    delete product;
  };
  int status = fakeEnqueue(handle->stream, p.a, na, p.b, nb, p.c, nc, work, later);
  return status == 0 ? SUCCESS : status == 2 ? ALLOC_FAILED : EXECUTION_FAILED;
}

}  // namespace

EXPORT int cublasCreate_v2(Handle** handle) {
  const char* fail = getenv("FAKE_CUBLAS_FAIL");
  if (fail && *fail) return atoi(fail);
  *handle = new Handle;
  fakeCount("cublas opened");
  return SUCCESS;
}

EXPORT int cublasDestroy_v2(Handle* handle) {
  delete handle;
  fakeCount("cublas closed");
  return SUCCESS;
}

EXPORT int cublasSetStream_v2(Handle* handle, void* stream) {
  handle->stream = stream;
  return SUCCESS;
}

EXPORT int cublasSetMathMode(Handle* handle, int mode) {
  handle->math = mode;
  return SUCCESS;
}

EXPORT const char* cublasGetStatusString(int status) {
  return status == NOT_INITIALIZED ? "CUBLAS_STATUS_NOT_INITIALIZED" : "CUBLAS_STATUS, another";
}

EXPORT int cublasDgemm_v2(Handle* handle, int ta, int tb, int m, int n, int k, const double* alpha, const double* a,
                          int lda, const double* b, int ldb, const double* beta, double* c, int ldc) {
  return multiply<double>(handle, {ta != 0, tb != 0, m, n, k, 0, *alpha, *beta, a, lda, b, ldb, c, ldc});
}

EXPORT int cublasSgemm_v2(Handle* handle, int ta, int tb, int m, int n, int k, const float* alpha, const float* a,
                          int lda, const float* b, int ldb, const float* beta, float* c, int ldc) {
  return multiply<float>(handle, {ta != 0, tb != 0, m, n, k, 0, *alpha, *beta, a, lda, b, ldb, c, ldc});
}
