// SPDX-License-Identifier: GPL-3.0-or-later
#include "dnp/wire.hpp"
#include "emulator/printer.hpp"
#include "emulator/wire.hpp"
#include "fuzz/targets.hpp"
#include "support/jump_clock.hpp"
#include <array>
#include <charconv>

namespace fuzz {

namespace {

// The first byte of an input. The model is the upper four bits.
constexpr unsigned lenient = 1, shy = 2, modelled = 4, shape_bits = 8;

struct Told {
    std::string group, name;
    base::Bytes payload;
    bool whole = false;
    friend bool operator==(Told const &, Told const &) = default;
};

/// Takes commands down. A shy one refuses each of them once and takes half of each payload at a time.
class Scribe final : public emulator::CommandSink {
public:
    explicit Scribe(bool is_shy) : shy_{is_shy} {}

    bool begin(emulator::Command const &command) override {
        hold(told.empty() || told.back().whole, "no command begins inside another");
        refused_ = shy_ && !refused_;
        if (refused_) {
            return false;
        }
        announced_ = command.payload;
        told.push_back({command.group, command.name, {}, false});
        return true;
    }
    std::size_t payload(base::ByteView bytes) override {
        hold(!told.empty() && !told.back().whole, "a payload belongs to a command");
        auto const taken = bytes.first(shy_ ? (bytes.size() + 1) / 2 : bytes.size());
        auto &payload = told.back().payload;
        payload.insert(payload.end(), taken.begin(), taken.end());
        hold(payload.size() <= announced_, "no payload is longer than announced");
        return taken.size();
    }
    void end() override {
        hold(!told.empty() && !told.back().whole, "what ends has begun");
        hold(told.back().payload.size() == announced_, "no payload is shorter than announced");
        told.back().whole = true;
    }

    std::vector<Told> told;

private:
    bool shy_, refused_ = false;
    std::size_t announced_ = 0;
};

std::string_view field(base::ByteView header, std::size_t at, std::size_t size) {
    auto text = base::as_text(header.subspan(at, size));
    while (!text.empty() && (text.back() == ' ' || text.back() == '\0')) {
        text.remove_suffix(1);
    }
    return text;
}

/// The commands of a stream that lies there whole: no state, no pieces.
std::vector<Told> expected(base::ByteView bytes, bool strict) {
    std::vector<Told> found;
    for (std::size_t at = 0; at + emulator::header_size <= bytes.size();) {
        if (bytes[at] != 0x1B || bytes[at + 1] != 'P') {
            ++at;
            continue;
        }
        auto const header = bytes.subspan(at, emulator::header_size);
        auto const digits = field(header, 24, 8);
        std::size_t length = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), length);
        at += emulator::header_size;
        auto const payload = bytes.subspan(at, std::min(length, bytes.size() - at));
        at += payload.size();
        if (!strict || base::as_text(header).find('\0') == std::string_view::npos) {
            found.push_back({std::string{field(header, 2, 6)},
                             std::string{field(header, 8, 16)},
                             {payload.begin(), payload.end()},
                             payload.size() == length});
        }
    }
    return found;
}

void feed(emulator::CommandStream &stream, base::ByteView bytes, bool is_shy) {
    bool stood = false;
    while (true) {
        auto const taken = stream.feed(bytes);
        hold(taken <= bytes.size(), "nothing is taken that was not there");
        hold(is_shy || taken == bytes.size(), "a willing sink is given everything");
        hold(taken > 0 || bytes.empty() || !stood, "a sink that is asked again is given more");
        stood = taken == 0;
        bytes = bytes.subspan(taken);
        if (bytes.empty()) {
            return;
        }
    }
}

void parse(Pieces pieces, unsigned flags) {
    bool const is_strict = (flags & lenient) == 0;
    bool const is_shy = (flags & shy) != 0;
    Scribe scribe{is_shy};
    emulator::CommandStream stream{scribe, is_strict};
    while (!pieces.done()) {
        feed(stream, pieces.next(), is_shy);
    }
    feed(stream, {}, is_shy); // a command that was refused last is asked for again
    hold(scribe.told == expected(pieces.whole(), is_strict), "the same bytes are the same commands");
}

/// A printer and the driver's idea of what it answers.
class Conversation {
public:
    explicit Conversation(unsigned flags) : printer_{open(flags, clock_)} {}

    void send(base::ByteView bytes) {
        emulator::Transfer transfer;
        transfer.bytes.assign(bytes.begin(), bytes.end());
        // Off the bus for 5 seconds after PRINTER_RESET; nothing else here takes time.
        for (int tries = 0; printer_->poll(transfer) == emulator::Poll::gone; ++tries) {
            hold(tries < 10, "a printer comes back from its reset");
            answer_ = {};
            clock_.wait(std::chrono::seconds{1});
        }
        hold(transfer.done <= transfer.bytes.size(), "no more is taken than was sent");
        read();
    }
    /// What a driver does with a printer that half a command was sent to.
    void make_up() {
        emulator::Transfer reset;
        reset.kind = emulator::Transfer::Kind::control;
        reset.setup = {0x21, 2, 0, 0, 0};
        if (printer_->poll(reset) == emulator::Poll::gone) {
            clock_.wait(std::chrono::seconds{10});
        }
        answers_ = 0;
        send(print::dnp::command("INFO", "FVER"));
        hold(answers_ == 1, "a printer answers after a soft reset");
        hold(print::dnp::firmware_of(last_) || print::dnp::in_firmware_update(last_),
             "it tells its firmware");
        clock_.wait(std::chrono::hours{1});
        hold(printer_->sheets() == 0, "no sheet comes of less than a page");
    }

private:
    static std::unique_ptr<emulator::Printer> open(unsigned flags, base::Clock const &clock) {
        using emulator::Shape;
        auto const &models = print::dnp::models();
        emulator::Options options;
        options.model = models[(flags >> 4) % models.size()].name;
        options.bootloader = flags >> 4 == 15;
        options.png = false;
        options.rate = 0;
        options.quirks.strict_padding = (flags & lenient) == 0;
        options.quirks.strict_buffers = (flags & shy) != 0;
        options.quirks.shape = (flags & shape_bits) != 0 ? Shape::split : Shape::nuls16;
        auto printer = emulator::Printer::open(std::move(options), clock);
        hold(static_cast<bool>(printer), "a printer of every model can be made");
        return std::move(*printer);
    }

    void read() {
        while (true) {
            emulator::Transfer transfer;
            transfer.kind = emulator::Transfer::Kind::bulk_in;
            transfer.most = 512;
            auto const came = printer_->poll(transfer);
            if (came != emulator::Poll::done) {
                hold(came != emulator::Poll::overflow, "no answer is longer than a packet");
                hold(!half_, "no answer stops half-way");
                return;
            }
            auto const state = answer_.add(transfer.bytes);
            hold(state != print::dnp::Answer::State::garbage, "the driver understands every answer");
            half_ = state == print::dnp::Answer::State::more;
            if (!half_) {
                take(answer_.text());
                answer_ = {};
            }
        }
    }

    void take(std::string text) {
        constexpr std::array<std::string_view, 8> numbers{"CA", "CB",   "CL",   "CP",
                                                          "CH", "PQTY", "MQTY", "FBP"};
        for (auto const prefix : numbers) {
            hold(!text.starts_with(prefix) || print::dnp::number_from(text, prefix.size()),
                 "a counter is a number");
        }
        last_ = std::move(text);
        ++answers_;
    }

    support::JumpClock clock_;
    std::unique_ptr<emulator::Printer> printer_;
    print::dnp::Answer answer_;
    bool half_ = false;
    int answers_ = 0;
    std::string last_;
};

void talk(Pieces pieces, unsigned flags) {
    Conversation conversation{flags};
    while (!pieces.done()) {
        conversation.send(pieces.next());
    }
    conversation.make_up();
}

} // namespace

void fuzz_commands(base::ByteView input) {
    if (input.empty()) {
        return;
    }
    Pieces const pieces{input.subspan(1)};
    parse(pieces, input[0]);
    if ((input[0] & modelled) != 0) {
        talk(pieces, input[0]);
    }
}

} // namespace fuzz
