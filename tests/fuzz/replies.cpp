// SPDX-License-Identifier: GPL-3.0-or-later
#include "dnp/wire.hpp"
#include "fuzz/targets.hpp"

namespace fuzz {

namespace {

using print::dnp::Answer;

constexpr std::size_t digits = 8, longest = 4096;

/// What Answer has to say of these bytes, written without a look at it.
Answer::State expected(base::ByteView bytes) {
    if (bytes.size() < digits) {
        return Answer::State::more;
    }
    std::size_t length = 0;
    for (auto const byte : bytes.first(digits)) {
        if (byte < '0' || byte > '9') {
            return Answer::State::garbage;
        }
        length = length * 10 + (byte - std::size_t{'0'});
    }
    return length > longest                  ? Answer::State::garbage
           : bytes.size() >= digits + length ? Answer::State::whole
                                             : Answer::State::more;
}

void read_numbers(std::string const &text) {
    // A driver adds and subtracts what it was told, in 64 bits, and shows it as an int.
    constexpr std::int64_t most = 999'999'999;
    for (std::size_t place = 0; place <= text.size() + 1; ++place) {
        auto const number = print::dnp::number_from(text, place);
        hold(!number || place < text.size(), "a number is made of something");
        hold(!number || (*number >= 0 && *number <= most), "a number is one that can be reckoned with");
    }
}

void read_meaning(std::string const &text) {
    read_numbers(text);
    auto const media = print::dnp::media_code(text);
    hold(!media || (*media >= 0 && *media <= 999), "a media code has three digits");
    auto const firmware = print::dnp::firmware_of(text);
    hold(!firmware || (firmware->major >= 0 && firmware->minor >= 0), "no firmware is below 0");
    bool const updates = print::dnp::in_firmware_update(text);
    hold(!updates || text.size() >= 2, "nothing short waits for firmware");
    if (auto const status = print::dnp::number_from(text, 0)) {
        auto const code = static_cast<int>(*status);
        hold(print::dnp::reasons_of(code).size() == 1, "a status code has one reason");
        hold(print::dnp::describe(code).size() > 6, "a status code is described");
    }
}

void read_text(Answer const &answer, base::ByteView bytes) {
    auto const text = answer.text();
    hold(text.find('\r') == std::string::npos && text.find('\0') == std::string::npos,
         "a text ends at its first CR or NUL");
    hold(!text.ends_with(' '), "a text has no padding");
    hold(base::as_text(bytes).substr(digits).starts_with(text), "a text is what came");
    read_meaning(text);
}

} // namespace

void fuzz_replies(base::ByteView input) {
    Pieces pieces{input};
    Answer answer;
    std::size_t came = 0;
    while (!pieces.done()) {
        auto const piece = pieces.next();
        came += piece.size();
        auto const so_far = pieces.whole().first(came);
        auto const state = answer.add(piece);
        hold(state == expected(so_far), "an answer is whole with its last byte and never before");
        if (state == Answer::State::whole) {
            read_text(answer, so_far);
        }
        if (state != Answer::State::more) {
            return; // nobody adds to it after that
        }
    }
}

} // namespace fuzz
