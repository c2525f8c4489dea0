// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Commands as a stream of bytes: a header of 32 bytes (ESC P, 6 and 16 characters of command, 8 digits or
/// spaces of payload length), then the payload. Transfers mean nothing to it: a header may be split anywhere.
#include "base/bytes.hpp"
#include <string>

namespace emulator {

constexpr std::size_t header_size = 32;

struct Command {
    std::string group; ///< STATUS, INFO, CNTRL, IMAGE, ...
    std::string name;  ///< empty for STATUS
    std::size_t payload = 0;
};

/// What commands are given to.
class CommandSink {
public:
    virtual ~CommandSink() = default;
    /// \return false: not now; the stream stands still and asks again
    virtual bool begin(Command const &command) = 0;
    /// A piece of the payload. \return how much of it was taken; less than all of it stops the stream.
    virtual std::size_t payload(base::ByteView bytes) = 0;
    virtual void end() = 0;
};

class CommandStream {
public:
    /// \p strict: a header with a NUL in it is no command that is known
    CommandStream(CommandSink &sink, bool strict) : sink_{sink}, strict_{strict} {}

    /// \return how many bytes were taken
    std::size_t feed(base::ByteView bytes);
    /// Forgets a command that has not come whole.
    void resync();
    [[nodiscard]] bool in_command() const { return !header_.empty(); }

private:
    std::size_t feed_header(base::ByteView bytes);
    std::size_t feed_payload(base::ByteView bytes);
    bool begin();

    CommandSink &sink_;
    bool strict_;
    base::Bytes header_;
    bool begun_ = false, ignored_ = false;
    std::size_t left_ = 0; ///< of the payload
};

} // namespace emulator
