// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/words.hpp"
#include <cstddef>

namespace base {

/// Told how far long work has come. Doors show it; the work itself never asks what is done with it.
class Progress {
public:
    virtual ~Progress() = default;
    /// \p doing stays the same for one piece of work; \p total 0 means not known.
    virtual void at(Words const &doing, std::size_t done, std::size_t total) = 0;
};

class NoProgress final : public Progress {
public:
    void at(Words const & /*doing*/, std::size_t /*done*/, std::size_t /*total*/) override {}
};

} // namespace base
