// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/wire.hpp"
#include <algorithm>
#include <charconv>

namespace emulator {

namespace {

constexpr unsigned char escape = 0x1B;

std::string field(base::ByteView header, std::size_t at, std::size_t size) {
    std::string text{base::as_text(header.subspan(at, size))};
    auto const last = text.find_last_not_of(std::string_view{" \0", 2});
    text.resize(last == std::string::npos ? 0 : last + 1);
    return text;
}

Command read_header(base::ByteView header) {
    Command command{field(header, 2, 6), field(header, 8, 16), 0};
    auto const length = field(header, 24, 8);
    std::from_chars(length.data(), length.data() + length.size(), command.payload);
    return command;
}

} // namespace

std::size_t CommandStream::feed(base::ByteView bytes) {
    std::size_t taken = 0;
    while (true) {
        auto const rest = bytes.subspan(taken);
        if (header_.size() < header_size) {
            taken += feed_header(rest);
            if (header_.size() < header_size) {
                return taken;
            }
        }
        if (!begun_ && !begin()) {
            return taken;
        }
        if (left_ > 0) {
            auto const more = feed_payload(bytes.subspan(taken));
            taken += more;
            if (left_ > 0) {
                return taken;
            }
        }
        auto const told = !ignored_;
        resync();
        if (told) {
            sink_.end();
        }
        if (taken == bytes.size()) {
            return taken;
        }
    }
}

void CommandStream::resync() {
    header_.clear();
    begun_ = ignored_ = false;
    left_ = 0;
}

/// Bytes that begin no command are passed over one by one.
std::size_t CommandStream::feed_header(base::ByteView bytes) {
    std::size_t taken = 0;
    while (taken < bytes.size() && header_.size() < header_size) {
        auto const byte = bytes[taken++];
        if (header_.size() == 1 && byte != 'P') {
            header_.clear();
        }
        if (!header_.empty() || byte == escape) {
            header_.push_back(byte);
        }
    }
    return taken;
}

std::size_t CommandStream::feed_payload(base::ByteView bytes) {
    auto const piece = bytes.first(std::min(bytes.size(), left_));
    auto const taken = ignored_ || piece.empty() ? piece.size() : sink_.payload(piece);
    // The sink may have reset the stream: then there is nothing left to count down.
    left_ -= std::min(left_, taken);
    return taken;
}

bool CommandStream::begin() {
    auto const command = read_header(header_);
    ignored_ = strict_ && std::find(header_.begin(), header_.end(), 0) != header_.end();
    if (!ignored_ && !sink_.begin(command)) {
        return false;
    }
    begun_ = true;
    left_ = command.payload;
    return true;
}

} // namespace emulator
