// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace support {

/// A connection to a port of this machine that sends exactly the bytes it is given.
class RawClient {
public:
    explicit RawClient(std::uint16_t port);
    RawClient(RawClient const &) = delete;
    RawClient &operator=(RawClient const &) = delete;
    ~RawClient();

    /// \return false where the other side has closed
    bool send(std::string_view bytes) const;
    /// What comes until the other side closes, \p until has come, or the time is up.
    [[nodiscard]] std::string receive(std::string_view until = {},
                                      std::chrono::milliseconds patience = std::chrono::seconds{5}) const;
    /// Whether the other side closes within this time.
    [[nodiscard]] bool closed_within(std::chrono::milliseconds time) const;

private:
    int socket_;
};

/// One request on a connection of its own, and the whole answer.
[[nodiscard]] std::string asked(std::uint16_t port, std::string_view request);

} // namespace support
