// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/progress.hpp"
#include <chrono>

namespace cli {

/// A bar on standard error, redrawn at most ten times a second.
class ProgressBar final : public base::Progress {
public:
    explicit ProgressBar(base::Language language) : language_{language} {}
    ProgressBar(ProgressBar const &) = delete;
    ProgressBar &operator=(ProgressBar const &) = delete;
    ~ProgressBar() override { finish(); }

    void show(bool shown) { shown_ = shown; }
    void at(base::Words const &doing, std::size_t done, std::size_t total) override;
    /// Ends the line, so that other text can follow.
    void finish();

private:
    base::Language language_;
    bool shown_ = false;
    bool drawn_ = false;
    std::chrono::steady_clock::time_point last_{};
};

} // namespace cli
