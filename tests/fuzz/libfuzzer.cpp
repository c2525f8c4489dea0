// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// The mouth that libFuzzer feeds; PLATEN_FUZZ_TARGET is the target's function.
#include "fuzz/targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(unsigned char const *data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(unsigned char const *data, std::size_t size) {
    fuzz::PLATEN_FUZZ_TARGET({data, size});
    return 0;
}
