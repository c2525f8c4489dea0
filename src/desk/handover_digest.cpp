// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/handover_digest.hpp"
#include "base/digest.hpp"
#include "base/signing.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace desk {

namespace {

std::string digest(std::string const &text) {
    return base::sha256(base::as_bytes(text)).hex();
}

/// Within a line nothing ends it or looks like its next field.
std::string plain(std::string text) {
    std::ranges::replace_if(
        text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return text;
}

} // namespace

std::string digest_of_list(std::string const &id, std::string const &from, std::string const &to,
                           std::vector<ListedSheet> const &sheets) {
    auto text = fmt::format("platen-handover-1\n{}\n{}\n{}\n", id, plain(from), plain(to));
    for (auto const &sheet : sheets) {
        text += fmt::format("{}\t{}\n", sheet.serial, plain(sheet.student_no));
    }
    return digest(text);
}

std::string digest_of_outcome(std::string const &id, std::string const &list, Outcome const &outcome) {
    auto text = fmt::format("platen-receipt-1\n{}\n{}\ncounted {} scanned {}\n", id, list,
                            outcome.counted ? std::to_string(*outcome.counted) : "-", outcome.scanned);
    auto const add = [&](char const *kind, std::vector<std::string> const &serials) {
        for (auto const &serial : serials) {
            text += fmt::format("{}\t{}\n", kind, plain(serial));
        }
    };
    add("matched", outcome.matched);
    add("damaged", outcome.damaged);
    add("missing", outcome.missing);
    add("extra", outcome.extra);
    add("wrong-class", outcome.wrong_class);
    add("not-valid", outcome.not_valid);
    add("repeated", outcome.repeated);
    add("unknown", outcome.unknown);
    return digest(text);
}

std::string authentication_of(ReceiptText const &receipt, std::string const &key) {
    auto text = fmt::format("platen-receipt-file-1\n{}\n{}\n{}\n{}\n{}\n{}\n", plain(receipt.handover),
                            plain(receipt.list), receipt.counted, plain(receipt.by), plain(receipt.at),
                            digest(receipt.signature));
    for (auto const &scan : receipt.scans) {
        text += fmt::format("scan\t{}\n", plain(scan));
    }
    for (auto const &[serial, remark] : receipt.damaged) {
        text += fmt::format("damaged\t{}\t{}\n", plain(serial), plain(remark));
    }
    return base::hmac_sha256(key, text);
}

} // namespace desk
