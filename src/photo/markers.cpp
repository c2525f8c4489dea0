// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/markers.hpp"
#include <algorithm>

namespace photo {

namespace {

bool stands_alone(unsigned char m) {
    return m == 0x01 || (m >= 0xD0 && m <= marker::soi);
}

/// Reads the file from front to back, never past its end.
class Walker {
public:
    explicit Walker(base::ByteView file) : file_{file} {}

    Walk run() {
        while (walk_.scan_at == 0 && step_header()) {
        }
        if (walk_.scan_at != 0) {
            find_end();
        }
        return std::move(walk_);
    }

private:
    /// Fill bytes before a marker are allowed in any number.
    std::optional<unsigned char> next_marker() {
        if (at_ < file_.size() && file_[at_] != 0xFF) {
            walk_.damaged = true;
            return std::nullopt;
        }
        while (at_ < file_.size() && file_[at_] == 0xFF) {
            ++at_;
        }
        return at_ < file_.size() ? std::optional{file_[at_++]} : std::nullopt;
    }

    std::optional<base::ByteView> body() {
        if (at_ + 2 > file_.size()) {
            return std::nullopt;
        }
        auto const length = static_cast<std::size_t>(word_at(file_, at_));
        walk_.damaged = walk_.damaged || length < 2;
        if (length < 2 || at_ + length > file_.size()) {
            return std::nullopt;
        }
        auto const found = file_.subspan(at_ + 2, length - 2);
        at_ += length;
        return found;
    }

    bool step_header() {
        auto const m = next_marker();
        if (!m || *m == marker::eoi || *m == 0) {
            walk_.damaged = walk_.damaged || m.has_value();
            return false;
        }
        if (stands_alone(*m)) {
            return true;
        }
        auto const start = at_ - 2;
        auto const found = body();
        if (!found) {
            return false;
        }
        walk_.header.push_back({*m, *found});
        walk_.scan_at = *m == marker::sos ? start : 0;
        return true;
    }

    /// Within the coded data FF 00 is a plain FF and FF D0-D7 restarts; tables may stand between scans.
    void find_end() {
        while (true) {
            auto const *found = std::find(file_.data() + at_, file_.data() + file_.size(), 0xFF);
            at_ = static_cast<std::size_t>(found - file_.data());
            while (at_ < file_.size() && file_[at_] == 0xFF) {
                ++at_;
            }
            if (at_ >= file_.size()) {
                return;
            }
            auto const m = file_[at_++];
            if (m == marker::eoi) {
                walk_.end = at_;
                return;
            }
            if (m != 0 && !stands_alone(m) && !body()) {
                return;
            }
        }
    }

    base::ByteView file_;
    std::size_t at_ = 2;
    Walk walk_;
};

} // namespace

std::optional<Walk> walk_markers(base::ByteView file) {
    if (!starts_with(file, "\xFF\xD8\xFF")) {
        return std::nullopt;
    }
    return Walker{file}.run();
}

bool starts_with(base::ByteView bytes, std::string_view magic) {
    return base::as_text(bytes).substr(0, magic.size()) == magic;
}

} // namespace photo
