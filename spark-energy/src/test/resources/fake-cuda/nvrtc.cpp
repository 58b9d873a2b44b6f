// NVRTC without a GPU, as libnvrtc.so: g++ compiles the kernels' text, after a shim that makes
// host code of CUDA's words, to a library that the fake driver loads as if it were a cubin.
//
//   FAKE_NVRTC_SHIM   the folder with host_shim.h, FAKE_NVRTC_LAUNCH that with launch.h
//   FAKE_NVRTC_CACHE  a folder that keeps what was compiled
//   FAKE_NVRTC_FAIL   if set, every compilation fails with this log
//   FAKE_NVRTC_KNOWN  the compute capabilities that it compiles for (75,80,86,90,100)
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#define EXPORT extern "C" __attribute__((visibility("default")))

namespace {

enum { SUCCESS = 0, INVALID_PROGRAM = 4, INVALID_OPTION = 5, COMPILATION = 6 };

struct Program {
  std::string text, image, log;
};

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string environment(const char* name) {
  const char* value = getenv(name);
  return value ? value : "";
}

// The text with, for each kernel, the sizes of its arguments and a way to run it.
std::string complete(const std::string& text) {
  std::string all = "#include \"host_shim.h\"\n#line 1 \"energy.cu\"\n" + text + "\n#include \"launch.h\"\n";
  std::regex kernel("__global__\\s+void\\s+(?:__launch_bounds__\\([^)]*\\)\\s*)?(\\w+)\\s*\\(");
  for (std::sregex_iterator at(text.begin(), text.end(), kernel), end; at != end; ++at) {
    all += "FAKE_KERNEL(" + (*at)[1].str() + ")\n";
  }
  return all;
}

std::vector<int> known() {
  std::string list = environment("FAKE_NVRTC_KNOWN");
  std::stringstream all(list.empty() ? "75,80,86,90,100" : list);
  std::vector<int> archs;
  for (std::string one; std::getline(all, one, ',');) archs.push_back(std::stoi(one));
  return archs;
}

int compile(Program* program) {
  std::string text = complete(program->text);
  std::string cache = environment("FAKE_NVRTC_CACHE");
  std::string shim = environment("FAKE_NVRTC_SHIM"), launch = environment("FAKE_NVRTC_LAUNCH");
  std::string name = std::to_string(std::hash<std::string>()(text + read(shim + "/host_shim.h") + read(launch + "/launch.h")));
  std::string kept = cache + "/" + name + ".so";
  if (!cache.empty() && access(kept.c_str(), R_OK) == 0) {
    program->image = read(kept);
    return SUCCESS;
  }
  char folder[] = "/tmp/fake-nvrtc-XXXXXX";
  if (!mkdtemp(folder)) return COMPILATION;
  std::string base = std::string(folder) + "/energy";
  std::ofstream(base + ".cpp") << text;
  std::string command = "g++ -std=c++17 -O1 -w -shared -fPIC -fno-gnu-unique -ffp-contract=off -I'" + shim + "' -I'" + launch + "' -o " + base + ".so " +
                        base + ".cpp 2> " + base + ".log";
  int status = system(command.c_str());
  program->image = read(base + ".so");
  program->log = read(base + ".log");
  if (status == 0 && !cache.empty()) {
    std::string part = kept + "." + std::to_string(getpid());
    std::ofstream(part, std::ios::binary) << program->image;
    rename(part.c_str(), kept.c_str());
  }
  for (const char* suffix : {".cpp", ".so", ".log"}) unlink((base + suffix).c_str());
  rmdir(folder);
  return status == 0 ? SUCCESS : COMPILATION;
}

}  // namespace

EXPORT int nvrtcVersion(int* major, int* minor) {
  *major = MAJOR;
  *minor = 1;
  return SUCCESS;
}

EXPORT int nvrtcGetNumSupportedArchs(int* count) {
  *count = known().size();
  return SUCCESS;
}

EXPORT int nvrtcGetSupportedArchs(int* archs) {
  for (int arch : known()) *archs++ = arch;
  return SUCCESS;
}

EXPORT int nvrtcCreateProgram(Program** program, const char* text, const char*, int, const char* const*,
                              const char* const*) {
  *program = new Program{text};
  return SUCCESS;
}

EXPORT int nvrtcDestroyProgram(Program** program) {
  delete *program;
  *program = nullptr;
  return SUCCESS;
}

EXPORT int nvrtcCompileProgram(Program* program, int count, const char* const* options) {
  for (int i = 0; i < count; i++) {
    if (strncmp(options[i], "--gpu-architecture=sm_", 22) && strncmp(options[i], "--gpu-architecture=compute_", 27) &&
        strcmp(options[i], "--std=c++17")) {
      program->log = std::string("unknown option ") + options[i];
      return INVALID_OPTION;
    }
  }
  std::string fail = environment("FAKE_NVRTC_FAIL");
  if (!fail.empty()) {
    program->log = fail;
    return COMPILATION;
  }
  return compile(program);
}

EXPORT int nvrtcGetCUBINSize(Program* program, size_t* size) {
  *size = program->image.size();
  return *size ? SUCCESS : INVALID_PROGRAM;
}

EXPORT int nvrtcGetCUBIN(Program* program, char* cubin) {
  memcpy(cubin, program->image.data(), program->image.size());
  return SUCCESS;
}

EXPORT int nvrtcGetPTXSize(Program* program, size_t* size) { return nvrtcGetCUBINSize(program, size); }

EXPORT int nvrtcGetPTX(Program* program, char* ptx) { return nvrtcGetCUBIN(program, ptx); }

EXPORT int nvrtcGetProgramLogSize(Program* program, size_t* size) {
  *size = program->log.size() + 1;
  return SUCCESS;
}

EXPORT int nvrtcGetProgramLog(Program* program, char* log) {
  memcpy(log, program->log.c_str(), program->log.size() + 1);
  return SUCCESS;
}

EXPORT const char* nvrtcGetErrorString(int status) {
  return status == COMPILATION ? "NVRTC_ERROR_COMPILATION" : "NVRTC_ERROR, another";
}
