// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// One attached printer, from plugging in to unplugging: who it is, and questions to it that are asked again
/// where the answer is lost.
#include "base/clock.hpp"
#include "dnp/wire.hpp"
#include "print/driver.hpp"
#include "print/usb_bus.hpp"

namespace print::dnp {

/// Who a printer is, as it says itself.
struct Identity {
    Model const *model = nullptr;
    Version firmware;
    std::string firmware_text, serial;
    bool updating = false; ///< it waits for firmware and does nothing else
};

/// What a printer says of its state, before anybody asks what that means for a page.
struct State {
    bool silent = false;
    int status = 0;
    std::optional<std::int64_t> free_buffers, life, remaining, roll;
    std::optional<int> media;
    std::optional<std::string> lot; ///< where the model tells lots; empty: a roll that it does not take
};

class Session {
public:
    /// Asks who is there. \return device where nothing of this family answers
    static base::Result<Session> attach(std::unique_ptr<UsbPort> port, UsbPrinter const &printer,
                                        base::Clock const &clock);

    [[nodiscard]] Identity const &identity() const { return identity_; }
    /// \param all the roll, too, even where nothing has moved since it was last asked for
    /// \return device where the printer is gone
    base::Result<State> state(bool all);
    base::Result<> send(base::ByteView bytes) { return port_->send(bytes); }
    /// The first question after this waits: a printer needs a second after START before it answers
    /// (facts 11.3).
    void started() { ask_after_ = clock_->now() + std::chrono::seconds{1}; }
    /// After a transfer that broke off within a page: the printer may take anything for pixels until it is
    /// told to forget the page.
    void resync() { [[maybe_unused]] auto const done = port_->reset(); }
    [[nodiscard]] bool gone() const { return port_->gone(); }

private:
    /// How an answer to a question must begin; what begins otherwise is a late answer to an older question.
    struct Question {
        std::string_view group, name, begins;
    };
    Session(std::unique_ptr<UsbPort> port, base::Clock const &clock)
        : port_{std::move(port)}, clock_{&clock} {}
    base::Result<> introduce(UsbPrinter const &printer);
    base::Result<std::optional<std::string>> ask(Question const &question);
    base::Result<std::optional<std::string>> ask_once(Question const &question);
    /// The answer, where it is one to this question.
    static std::optional<std::string> taken(Question const &question, std::string text);
    void drain();
    base::Result<std::optional<std::int64_t>> number(Question const &question, std::size_t place);
    base::Result<std::int64_t> surplus();
    base::Result<> read_roll();
    base::Result<> read_lot(State &state);
    base::Result<> read_media(State &state);

    std::unique_ptr<UsbPort> port_;
    base::Clock const *clock_;
    Identity identity_;
    std::optional<base::Instant> ask_after_;
    std::optional<State> last_;
    std::optional<int> known_media_; ///< the roll that the two below belong to
    std::int64_t surplus_ = 0;
    std::optional<std::int64_t> roll_;
};

} // namespace print::dnp
