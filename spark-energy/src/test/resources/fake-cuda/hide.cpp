// Lets the dynamic linker find no library whose name begins with one of FAKE_CUDA_HIDDEN (by commas),
// wherever it is on this machine: loaded by LD_AUDIT.
#include <link.h>

#include <cstdlib>
#include <cstring>
#include <sstream>
#include <string>

#define EXPORT extern "C" __attribute__((visibility("default")))

EXPORT unsigned la_version(unsigned version) { return version; }

// The first call for a library has what was asked for, the others each place where it may be.
EXPORT char* la_objsearch(const char* path, uintptr_t*, unsigned place) {
  const char* slash = strrchr(path, '/');
  std::string name = slash ? slash + 1 : path;
  const char* list = getenv("FAKE_CUDA_HIDDEN");
  std::stringstream hidden(list ? list : "");
  for (std::string one; std::getline(hidden, one, ',');) {
    if (one.empty() || name.compare(0, one.size(), one)) continue;
    if (place != LA_SER_ORIG) return nullptr;
    return slash ? strdup(("/nowhere/" + name).c_str()) : const_cast<char*>(path);
  }
  return const_cast<char*>(path);
}
