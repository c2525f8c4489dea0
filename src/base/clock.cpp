// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.hpp"
#include <chrono>
#include <ctime>
#include <fmt/core.h>
#include <thread>

namespace base {

namespace {

std::tm local(Instant instant) {
    auto const seconds = static_cast<std::time_t>(instant.ms / 1000);
    std::tm parts{};
    localtime_r(&seconds, &parts);
    return parts;
}

} // namespace

std::string Instant::iso8601() const {
    auto const seconds = static_cast<std::time_t>(ms / 1000);
    std::tm t{};
    gmtime_r(&seconds, &t);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", t.tm_year + 1900, t.tm_mon + 1,
                       t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, ms % 1000);
}

std::string Instant::local_text() const {
    auto const t = local(*this);
    return fmt::format("{} {:02}:{:02}", local_date(), t.tm_hour, t.tm_min);
}

std::string Instant::local_date() const {
    auto const t = local(*this);
    return fmt::format("{:04}-{:02}-{:02}", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday);
}

Instant SystemClock::now() const {
    using namespace std::chrono;
    return Instant{duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

void SystemClock::wait(std::chrono::milliseconds time) const {
    std::this_thread::sleep_for(time);
}

} // namespace base
