// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/addresses.hpp"
#include "base/text.hpp"
#include "desk/heading_columns.hpp"
#include "desk/people.hpp"
#include "desk/roster_text.hpp"
#include "desk/steps.hpp"
#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

namespace desk {

using base::fault;
using base::Trouble;
using base::Words;
using base::words;

namespace {

constexpr std::array headings{
    KnownHeading{"student_no", "学号 学生学号 XH STUDENTNO"},
    KnownHeading{"recipient", "收件人 收件人姓名 收货人 RECIPIENT"},
    KnownHeading{"phone", "电话 手机 手机号 手机号码 联系电话 收件人电话 PHONE MOBILE"},
    KnownHeading{"address", "地址 收件地址 邮寄地址 详细地址 通讯地址 收货地址 ADDRESS"},
    KnownHeading{"postcode", "邮编 邮政编码 POSTCODE ZIP"},
};

bool has_control(std::string const &text) {
    return std::ranges::any_of(base::characters(text), [](char32_t c) { return c < U' ' || c == 0x7F; });
}

/// 138 0013 8000 and +86-138-0013-8000 are numbers; what is in them stays as it is.
bool is_phone(std::string const &text) {
    constexpr std::ptrdiff_t least = 7;
    auto const digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
    return digits >= least && text.size() <= 30 && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == ' ' || c == '(' || c == ')';
           });
}

struct Mistake {
    std::string column, kind;
    Words message;
};

/// What is wrong with it; nothing where a letter would find its way.
std::optional<Mistake> mistake_in(store::Address const &one) {
    constexpr std::size_t least = 5, most = 120, most_name = 40;
    auto const address = base::characters(one.address).size();
    if (one.address.empty()) {
        return Mistake{"地址", "missing", {"没有地址", "there is no address"}};
    }
    if (one.phone.empty()) {
        return Mistake{
            "电话", "missing", {"没有电话，快递不收", "there is no telephone number; carriers want one"}};
    }
    if (!is_phone(one.phone)) {
        return Mistake{"电话", "odd", words("“{}”不像电话号码", "'{}' is no telephone number", one.phone)};
    }
    if (address < least || address > most || has_control(one.address)) {
        return Mistake{
            "地址", "odd",
            words("地址要有 {} 到 {} 个字，写到门牌", "an address has {} to {} characters", least, most)};
    }
    if (base::characters(one.recipient).size() > most_name || has_control(one.recipient)) {
        return Mistake{"收件人", "odd", {"收件人太长", "the recipient's name is too long"}};
    }
    if (!one.postcode.empty() && (one.postcode.size() != 6 || !is_digits(one.postcode))) {
        return Mistake{
            "邮编", "odd",
            words("邮编是 6 位数字，不是“{}”", "a postcode has six digits, unlike '{}'", one.postcode)};
    }
    return std::nullopt;
}

class Import {
public:
    Import(Station &station, store::Change &change, std::string file)
        : station_{station}, change_{change}, file_{std::move(file)} {}

    base::Result<> take(int row, std::vector<Cell> const &cells) {
        if (!columns_.found()) {
            columns_.is_header(cells);
            return {};
        }
        report.rows += 1;
        row_ = row;
        auto const number = folded_number(columns_.text(cells, "student_no"));
        if (number.empty()) {
            return refuse({"学号", "missing", {"没有学号", "there is no student number"}});
        }
        if (seen_.contains(number)) {
            return refuse(
                {"学号", "duplicate",
                 words("学号 {} 在前面已经有一行，只用那一行", "{} has a row above, which counts", number)});
        }
        auto const person = person_numbered(station_, number);
        if (!person && person.fault().kind == Trouble::not_found) {
            return refuse({"学号", "unknown_person", person.fault().what});
        }
        return person ? take_for(*person, cells) : base::Result<>{base::Fault{person.fault()}};
    }
    [[nodiscard]] bool found_header() const {
        return columns_.found() && columns_.has("address") && columns_.has("phone");
    }

    AddressImport report;

private:
    base::Result<> refuse(Mistake mistake) {
        report.refused += 1;
        report.findings.push_back(
            {file_, row_, std::move(mistake.column), std::move(mistake.kind), std::move(mistake.message)});
        return {};
    }

    base::Result<> take_for(store::Person const &person, std::vector<Cell> const &cells) {
        store::Address one{person.id, columns_.text(cells, "recipient"),
                           base::half_width(columns_.text(cells, "phone")), columns_.text(cells, "address"),
                           folded_number(columns_.text(cells, "postcode"))};
        if (one.recipient.empty()) {
            one.recipient = person.name;
        }
        // A spreadsheet drops the zero of 050000.
        if (columns_.was_number(cells, "postcode") && one.postcode.size() == 5 && is_digits(one.postcode)) {
            one.postcode.insert(one.postcode.begin(), '0');
        }
        if (is_scientific(one.phone)) {
            return refuse({"电话",
                           "excel_damaged",
                           {"电话被表格软件改成了科学记数，请把这一列设成文本再填",
                            "the spreadsheet spoiled the number; make the column text"}});
        }
        if (auto mistake = mistake_in(one)) {
            return refuse(std::move(*mistake));
        }
        seen_.insert(folded_number(person.student_no));
        auto const before = store::address_of(station_.store(), person.id);
        if (!before || (*before && **before == one)) {
            return before ? base::Result<>{} : base::Result<>{base::Fault{before.fault()}};
        }
        report.noted += 1;
        return store::put_address(change_, one);
    }

    Station &station_;
    store::Change &change_;
    std::string file_;
    HeadingColumns columns_{headings};
    std::set<std::string> seen_;
    int row_ = 0;
};

bool is_known(std::string const &key) {
    static std::set<std::string_view> const keys{"sender",  "phone", "address", "postcode",
                                                 "carrier", "sent",  "arrived", "confirmed"};
    return keys.contains(key);
}

std::optional<std::int64_t> days_in(std::string const &text) {
    constexpr std::int64_t most = 365;
    std::int64_t days = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
    return error == std::errc{} && end == text.data() + text.size() && days >= 1 && days <= most
               ? std::optional{days}
               : std::nullopt;
}

} // namespace

base::Result<AddressImport> import_addresses(Station &station, std::filesystem::path const &file) {
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    Import import{station, *change, file.filename().string()};
    auto taken = base::Result<>{};
    auto const read = read_table(file, [&](int row, std::vector<Cell> const &cells) {
        taken = import.take(row, cells);
        return static_cast<bool>(taken);
    });
    if (!read || !taken) {
        return base::Fault{read ? taken.fault() : read.fault()};
    }
    if (!import.found_header()) {
        return fault(
            Trouble::bad_input, "表格里没有找到表头；第一行要有 学号、电话、地址（收件人、邮编可以没有）",
            "there is no header: the first row names 学号, 电话, 地址 (收件人 and 邮编 may be missing)");
    }
    if (import.report.noted > 0) {
        auto body = base::Json::object();
        body.set("campaign", station.campaign().id).set("people", import.report.noted);
        auto const done = in_order(
            [&] { return change->record("addresses.imported", campaign_key(station.campaign()), body); },
            [&] { return change->commit(); });
        if (!done) {
            return base::Fault{done.fault()};
        }
    }
    return std::move(import.report);
}

base::Result<store::Address> note_address(Station &station, std::string const &student_no,
                                          store::Address address) {
    auto change = station.change();
    auto const person = change ? person_numbered(station, student_no)
                               : base::Result<store::Person>{base::Fault{change.fault()}};
    if (!person) {
        return base::Fault{person.fault()};
    }
    address.person = person->id;
    for (auto *text : {&address.recipient, &address.phone, &address.address, &address.postcode}) {
        *text = clean_text(*text);
    }
    address.phone = base::half_width(address.phone);
    address.postcode = folded_number(address.postcode);
    if (address.recipient.empty()) {
        address.recipient = person->name;
    }
    if (auto mistake = mistake_in(address)) {
        return base::Fault{Trouble::bad_input, std::move(mistake->message), {}};
    }
    auto const done =
        in_order([&] { return store::put_address(*change, address); },
                 [&] {
                     return change->record("address.noted", fmt::format("person {}", person->id),
                                           base::Json::object());
                 },
                 [&] { return change->commit(); });
    return done ? base::Result{address} : base::Result<store::Address>{base::Fault{done.fault()}};
}

base::Result<Sender> sender(Station &station) {
    auto const all = store::mail_settings(station.store());
    if (!all) {
        return base::Fault{all.fault()};
    }
    auto const of = [&](char const *key) {
        auto const found = all->find(key);
        return found == all->end() ? std::string{} : found->second;
    };
    Sender one{of("sender"), of("phone"), of("address"), of("postcode"), of("carrier")};
    if (one.name.empty()) {
        one.name = station.campaign().school_name;
    }
    return one;
}

base::Result<MailAges> mail_ages(Station &station) {
    auto const all = store::mail_settings(station.store());
    if (!all) {
        return base::Fault{all.fault()};
    }
    MailAges ages;
    auto const read = [&](char const *key, std::int64_t &days) {
        auto const found = all->find(key);
        days = found == all->end() ? days : days_in(found->second).value_or(days);
    };
    read("sent", ages.sent);
    read("arrived", ages.arrived);
    read("confirmed", ages.confirmed);
    return ages;
}

base::Result<> set_mail(Station &station, std::map<std::string, std::string> const &values) {
    auto body = base::Json::object();
    for (auto const &[key, typed] : values) {
        auto const value = clean_text(typed);
        auto const is_days = key == "sent" || key == "arrived" || key == "confirmed";
        if (!is_known(key) || (is_days && !days_in(value))) {
            return fault(Trouble::bad_input, "“{}”不能设为“{}”（天数是 1 到 365）",
                         "'{}' cannot be '{}' (days are 1 to 365)", key, value);
        }
        if (key == "postcode" && !value.empty() && (value.size() != 6 || !is_digits(value))) {
            return fault(Trouble::bad_input, "邮编是 6 位数字，不是“{}”",
                         "a postcode has six digits, unlike '{}'", value);
        }
        body.set(key, value);
    }
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    return in_order([&] { return change->record("mail.set", "mail", body); },
                    [&] { return change->commit(); });
}

} // namespace desk
