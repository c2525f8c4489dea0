// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What each query is answered with, and in which transfers.
#include "emulator/engine.hpp"
#include "emulator/wire.hpp"
#include <vector>

namespace emulator {

struct Answer {
    base::Bytes value;
    bool binary = false; ///< no CR after it
};

/// Everything that an answer can be about; borrowed for one call.
struct Knowledge {
    Identity const &identity;
    Options const &options;
    Memory const &memory;
    Engine const &engine;
    int last_speed = 0; ///< of the last job: 10 is 600 dpi
};

/// Nothing where this model with this firmware does not answer.
[[nodiscard]] std::optional<Answer> answer(Command const &query, Knowledge const &known);
/// Eight digits, then the payload, as transfers. None of them is a multiple of the packet size of 512.
[[nodiscard]] std::vector<base::Bytes> reply(Answer const &answer, Shape shape);
/// What the printer adds to its count of remaining prints, and a host takes away again.
[[nodiscard]] int raw_offset(Identity const &identity);

} // namespace emulator
