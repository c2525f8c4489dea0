// SPDX-License-Identifier: GPL-3.0-or-later
#include "dnp/session.hpp"
#include <algorithm>

namespace print::dnp {

using base::Trouble;
using namespace std::chrono_literals;

namespace {

/// A healthy answer takes less than a tenth of a second; asking again helps where one was swallowed, reading
/// again never does (facts 3.2, 15.2).
constexpr auto answer_patience = 1500ms;
constexpr int tries = 6;
constexpr int tries_before_reset = 4;
constexpr auto stale_patience = 60ms;
constexpr std::size_t most_answer = 512;

bool digits_only(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

base::Result<Session> Session::attach(std::unique_ptr<UsbPort> port, UsbPrinter const &printer,
                                      base::Clock const &clock) {
    Session session{std::move(port), clock};
    if (auto introduced = session.introduce(printer); !introduced) {
        return std::move(introduced).fault();
    }
    return session;
}

base::Result<> Session::introduce(UsbPrinter const &printer) {
    auto version = ask({"INFO", "FVER", ""});
    if (!version) {
        return std::move(version).fault();
    }
    if (!*version) {
        return base::fault(Trouble::device, "USB 打印机 {} 不回答，请关机再开机",
                           "the USB printer {} does not answer; switch it off and on", printer.name());
    }
    identity_.firmware_text = **version;
    identity_.updating = in_firmware_update(**version);
    identity_.firmware = firmware_of(**version).value_or(Version{});
    identity_.model = identify(printer.id, printer.maker, identity_.firmware);
    if (identity_.model == nullptr) {
        return base::fault(
            Trouble::device, "USB 打印机 {} 不是本程序认识的 DNP/西铁城热升华打印机",
            "the USB printer {} is none of the DNP and Citizen printers that this program knows",
            printer.name());
    }
    if (identity_.updating) {
        return {}; // it takes nothing but questions for its version
    }
    auto serial = ask({"INFO", "SERIAL_NUMBER", ""});
    if (!serial) {
        return std::move(serial).fault();
    }
    identity_.serial = serial->value_or("");
    return {};
}

base::Result<std::optional<std::string>> Session::ask_once(Question const &question) {
    if (auto sent = port_->send(command(question.group, question.name)); !sent) {
        return std::move(sent).fault();
    }
    Answer answer;
    while (true) {
        auto got = port_->receive(most_answer, answer_patience);
        if (!got) {
            return std::move(got).fault();
        }
        if (got->empty()) {
            return std::optional<std::string>{};
        }
        auto const state = answer.add(*got);
        if (state != Answer::State::more) {
            return state == Answer::State::whole ? taken(question, answer.text()) : std::nullopt;
        }
    }
}

std::optional<std::string> Session::taken(Question const &question, std::string text) {
    auto const fits = question.group == "STATUS" ? digits_only(text) : text.starts_with(question.begins);
    return fits ? std::optional{std::move(text)} : std::nullopt;
}

/// What was lost may only be late; it must not pass for the answer to the next question.
void Session::drain() {
    while (true) {
        auto const late = port_->receive(most_answer, stale_patience);
        if (!late || late->empty()) {
            return;
        }
    }
}

base::Result<std::optional<std::string>> Session::ask(Question const &question) {
    if (ask_after_ && clock_->now() < *ask_after_) {
        clock_->wait(*ask_after_ - clock_->now());
    }
    for (int i = 0; i < tries; ++i) {
        if (i >= tries_before_reset) {
            resync();
        }
        auto answer = ask_once(question);
        if (!answer && port_->gone()) {
            return answer;
        }
        if (answer && *answer) {
            return answer;
        }
        drain();
    }
    return std::optional<std::string>{};
}

base::Result<std::optional<std::int64_t>> Session::number(Question const &question, std::size_t place) {
    auto answer = ask(question);
    if (!answer) {
        return std::move(answer).fault();
    }
    return *answer ? number_from(**answer, place) : std::nullopt;
}

/// By how much the raw count of prints is too high (facts 4.3).
base::Result<std::int64_t> Session::surplus() {
    auto const &model = *identity_.model;
    if (!model.media_offset.in(identity_.firmware)) {
        return std::int64_t{model.reserve};
    }
    auto offset = number({"INFO", "MEDIA_OFFSET", ""}, 4);
    return offset ? base::Result{(*offset).value_or(0)} : std::move(offset).fault();
}

/// What stays the same until another roll is put in.
base::Result<> Session::read_roll() {
    auto const &model = *identity_.model;
    auto offset = surplus();
    if (!offset) {
        return std::move(offset).fault();
    }
    surplus_ = *offset;
    roll_.reset();
    if (model.roll_count.in(identity_.firmware)) {
        auto count = number({"INFO", "MQTY_DEFAULT", ""}, 4);
        if (!count) {
            return std::move(count).fault();
        }
        roll_ = *count ? std::optional{std::max<std::int64_t>(**count - surplus_, 0)} : std::nullopt;
    }
    return {};
}

base::Result<> Session::read_lot(State &state) {
    if (!identity_.model->lot.in(identity_.firmware)) {
        return {};
    }
    auto lot = ask({"INFO", "MLOT", ""});
    if (!lot) {
        return std::move(lot).fault();
    }
    constexpr std::size_t prefix = 2;
    state.lot = *lot && (*lot)->size() > prefix ? (*lot)->substr(prefix) : std::string{};
    return {};
}

base::Result<> Session::read_media(State &state) {
    auto const &model = *identity_.model;
    auto media = ask({"INFO", "MEDIA", "MT"});
    if (!media) {
        return std::move(media).fault();
    }
    state.media = *media ? media_code(**media) : std::nullopt;
    if (state.media != known_media_) {
        if (auto read = read_roll(); !read) {
            return read;
        }
        known_media_ = state.media;
    }
    state.roll = roll_;
    if (auto const table = model.rolls.find(state.media.value_or(0));
        !state.roll && table != model.rolls.end()) {
        state.roll = table->second;
    }
    auto raw = number({"INFO", "MQTY", ""}, 4);
    if (!raw) {
        return std::move(raw).fault();
    }
    if (*raw) {
        state.remaining = **raw == 0 ? 0 : std::max<std::int64_t>(**raw + model.correction - surplus_, 0);
    }
    return read_lot(state);
}

base::Result<State> Session::state(bool all) {
    State state;
    if (identity_.updating) {
        return state;
    }
    auto status = ask({"STATUS", "", ""});
    if (!status) {
        return std::move(status).fault();
    }
    auto const code = *status ? number_from(**status, 0) : std::nullopt;
    if (!code) {
        state.silent = true;
        last_.reset();
        return state;
    }
    state.status = static_cast<int>(std::min<std::int64_t>(*code, 99'999));
    auto free = number({"INFO", "FREE_PBUFFER", "FBP"}, 3);
    auto life = number({"MNT_RD", "COUNTER_LIFE", "CL"}, 2);
    if (!free || !life) {
        return std::move(free ? life : free).fault();
    }
    state.free_buffers = *free;
    state.life = *life;
    if (!all && last_ && last_->status == state.status && last_->free_buffers == state.free_buffers &&
        last_->life == state.life) {
        return *last_; // within one print the roll stays what it is
    }
    if (auto read = read_media(state); !read) {
        return std::move(read).fault();
    }
    last_ = state;
    return state;
}

} // namespace print::dnp
