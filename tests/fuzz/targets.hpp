// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What is fed with bytes of any kind. Each target is a function of its input alone and throws
/// std::logic_error, in words, where an invariant does not hold. Two mouths feed them: libFuzzer
/// (libfuzzer.cpp) and the replay of the corpus in every test run (replay_test.cpp).
#include "base/bytes.hpp"
#include <algorithm>
#include <stdexcept>

namespace fuzz {

/// The driver's side: what a printer answers (dnp/wire.hpp). The input is Pieces of an answer.
void fuzz_replies(base::ByteView input);

/// The emulator's side: what a host sends (emulator/wire.hpp), and for some inputs the printer behind it. The
/// input is one byte of flags, then Pieces of a stream of commands.
void fuzz_commands(base::ByteView input);

inline void hold(bool holds, char const *invariant) {
    if (!holds) {
        throw std::logic_error{invariant};
    }
}

/// An input that says itself how it is cut into transfers: a byte whose lower four bits are a count, that
/// many sizes, which take turns, then what is cut. A size of 0 is an empty transfer; where none is above it,
/// all is one piece.
class Pieces {
public:
    explicit Pieces(base::ByteView input) {
        if (!input.empty()) {
            auto const count = std::min<std::size_t>(input[0] & 0x0FU, input.size() - 1);
            sizes_ = input.subspan(1, count);
            whole_ = rest_ = input.subspan(1 + count);
            cut_ = std::any_of(sizes_.begin(), sizes_.end(), [](auto size) { return size > 0; });
        }
    }

    [[nodiscard]] base::ByteView whole() const { return whole_; }
    [[nodiscard]] bool done() const { return rest_.empty(); }
    base::ByteView next() {
        constexpr std::size_t first_pieces = 40; // the rest at once: thousands of transfers find nothing new
        std::size_t const wanted =
            cut_ && turn_ < first_pieces ? sizes_[turn_++ % sizes_.size()] : rest_.size();
        auto const piece = rest_.first(std::min(wanted, rest_.size()));
        rest_ = rest_.subspan(piece.size());
        return piece;
    }

private:
    base::ByteView sizes_, whole_, rest_;
    bool cut_ = false;
    std::size_t turn_ = 0;
};

} // namespace fuzz
