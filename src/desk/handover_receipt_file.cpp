// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "base/secrets.hpp"
#include "base/signing.hpp"
#include "desk/handover.hpp"
#include "desk/handover_file.hpp"
#include <cstdio>
#include <nlohmann/json.hpp>

namespace desk {

using base::fault;
using base::Trouble;
using nlohmann::json;

namespace {

constexpr std::uintmax_t largest_receipt = 8U << 20U;
constexpr std::size_t most_scans = 200'000;

base::Fault no_receipt() {
    return fault(
        Trouble::bad_input, "这不是移交回执：请选接收方浏览器存下的 receipt-….json，完整地拷过来",
        "this is no receipt: choose the receipt-….json that the receiver's browser saved, copied whole");
}

std::string text_in(json const &object, char const *key) {
    auto const found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

/// A receipt as it stands in its file.
struct ReceiptFile {
    std::string station, mac;
    ReceiptText text;
};

bool read_lists(json const &object, ReceiptText &text) {
    auto const scans = object.find("scans"), damaged = object.find("damaged");
    if (scans == object.end() || damaged == object.end() || !scans->is_array() || !damaged->is_array() ||
        scans->size() > most_scans || damaged->size() > most_scans) {
        return false;
    }
    for (auto const &scan : *scans) {
        if (!scan.is_string()) {
            return false;
        }
        text.scans.push_back(scan.get<std::string>());
    }
    for (auto const &one : *damaged) {
        if (!one.is_object()) {
            return false;
        }
        text.damaged.emplace_back(text_in(one, "serial"), text_in(one, "remark"));
    }
    return true;
}

base::Result<ReceiptFile> read_receipt(std::filesystem::path const &file) {
    auto const bytes = base::read_file(file, largest_receipt);
    if (!bytes) {
        return base::Fault{bytes.fault()};
    }
    constexpr int deepest = 4;
    auto const shallow = [](int depth, json::parse_event_t /*event*/, json & /*value*/) {
        return depth < deepest;
    };
    auto const object = json::parse(base::as_text(*bytes), shallow, false);
    if (!object.is_object() || text_in(object, "format") != "platen-receipt-1" ||
        !object.contains("counted") || !object["counted"].is_number_integer()) {
        return no_receipt();
    }
    ReceiptFile receipt{text_in(object, "station"), text_in(object, "mac"), {}};
    receipt.text.handover = text_in(object, "handover");
    receipt.text.list = text_in(object, "list");
    receipt.text.counted = object["counted"].get<std::int64_t>();
    receipt.text.by = text_in(object, "by");
    receipt.text.at = text_in(object, "at");
    receipt.text.signature = text_in(object, "signature");
    return read_lists(object, receipt.text) ? base::Result{std::move(receipt)} : no_receipt();
}

/// 2026-06-01T08:30:00.123Z, as every browser writes it.
std::optional<base::Instant> moment(std::string const &text) {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, milli = 0, read = 0;
    if (std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d.%3dZ%n", &year, &month, &day, &hour, &minute,
                    &second, &milli, &read) != 7 ||
        static_cast<std::size_t>(read) != text.size()) {
        return std::nullopt;
    }
    using namespace std::chrono;
    auto const date = std::chrono::year{year} / month / day;
    if (!date.ok()) {
        return std::nullopt;
    }
    auto const at = sys_days{date} + hours{hour} + minutes{minute} + seconds{second} + milliseconds{milli};
    return base::Instant{duration_cast<milliseconds>(at.time_since_epoch()).count()};
}

/// That it is of this station, of this list, and as it was made.
base::Result<> check_receipt(Station &station, store::Handover const &handover, ReceiptFile const &receipt) {
    if (receipt.text.list != handover.digest) {
        return fault(Trouble::bad_input, "回执对应的清单和移交单 {} 的清单不是同一份，没有登记",
                     "the receipt is of another list than that of {}; nothing was recorded", handover.id);
    }
    auto const key = store::handover_key(station.store(), handover.id);
    if (!key) {
        return base::Fault{key.fault()};
    }
    auto const right = !key->empty() && base::same_secret(authentication_of(receipt.text, *key), receipt.mac);
    return right
               ? base::Result<>{}
               : fault(Trouble::bad_input,
                       "移交单 {} 的回执被改动过，或者不是用移交文件做出来的，没有登记；请让接收方重新存一份",
                       "the receipt of {} was changed or was not made with the hand-over file; nothing was "
                       "recorded. Ask the receiver to save it again",
                       handover.id);
}

} // namespace

base::Result<std::string> handover_of_receipt(std::filesystem::path const &file) {
    auto receipt = read_receipt(file);
    return receipt ? base::Result{std::move(receipt->text.handover)} : std::move(receipt).fault();
}

base::Result<Received> import_receipt(Station &station, std::filesystem::path const &file) {
    auto receipt = read_receipt(file);
    if (!receipt) {
        return std::move(receipt).fault();
    }
    if (receipt->station != station.store().station()) {
        return fault(
            Trouble::bad_input, "这份回执是给另一个制卡站（{}）的，本站是 {}；请交给那个站，本站没有登记",
            "this receipt is for another station ({}), this one is {}; hand it in there, nothing was "
            "recorded here",
            receipt->station, station.store().station());
    }
    auto const handover = find_handover(station.store(), receipt->text.handover);
    auto const right = handover ? check_receipt(station, *handover, *receipt)
                                : base::Result<>{base::Fault{handover.fault()}};
    if (!right) {
        return base::Fault{right.fault()};
    }
    auto &text = receipt->text;
    Receipt said{std::move(text.scans),
                 text.counted,
                 std::move(text.damaged),
                 {text.by, base::from_base64(text.signature)},
                 "file",
                 moment(text.at)};
    return take_receipt(station, handover->id, said);
}

std::optional<base::Words> clocks_apart(store::Handover const &handover) {
    constexpr std::int64_t ten_minutes = 10 * 60 * 1000;
    if (!handover.received_there || !handover.received_at ||
        std::abs(handover.received_there->ms - handover.received_at->ms) < ten_minutes) {
        return std::nullopt;
    }
    return base::words(
        "接收方电脑的时间是 {}，本站登记的时间是 {}；两个都记下了",
        "it was {} by the receiver's clock and {} here when it was recorded; both are put down",
        handover.received_there->local_text(), handover.received_at->local_text());
}

} // namespace desk
