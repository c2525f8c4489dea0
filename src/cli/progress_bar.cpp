// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/progress_bar.hpp"
#include <algorithm>
#include <cstdio>

namespace cli {

void ProgressBar::at(base::Words const &doing, std::size_t done, std::size_t total) {
    auto const now = std::chrono::steady_clock::now();
    auto const whole = total > 0 && done >= total;
    if (!shown_ || (!whole && now - last_ < std::chrono::milliseconds{100})) {
        return;
    }
    last_ = now;
    drawn_ = true;
    if (total == 0) {
        std::fputs(
            fmt::format("\r{} {} …", doing.in(language_), done > 0 ? std::to_string(done) : "").c_str(),
            stderr);
        return;
    }
    constexpr std::size_t width = 30;
    auto const filled = std::min(width, done * width / total);
    std::string bar;
    for (std::size_t i = 0; i < width; ++i) {
        bar += i < filled ? "█" : "░";
    }
    std::fputs(fmt::format("\r{} {} {}/{} ", doing.in(language_), bar, done, total).c_str(), stderr);
}

void ProgressBar::finish() {
    if (drawn_) {
        std::fputs("\n", stderr);
        drawn_ = false;
    }
}

} // namespace cli
