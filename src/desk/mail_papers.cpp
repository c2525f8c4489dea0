// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/mail_papers.hpp"
#include "base/text.hpp"
#include "desk/printing.hpp"
#include "render/compose.hpp"
#include "render/pdf.hpp"
#include <algorithm>
#include <array>

namespace desk {

using base::fault;
using base::Trouble;
using render::Align;
using render::Length;
using render::Scene;
using sheet::Field;

namespace {

std::array<EnvelopeKind, 4> const kinds{{
    {"c5", {"C5（7 号）229×162", "C5, 229 x 162"}, 229, 162, false},
    {"dl", {"DL 220×110，没有邮编框", "DL, 220 x 110, without boxes"}, 220, 110, false},
    {"5",
     {"5 号 220×110，带邮编框", "Chinese no. 5, 220 x 110, with boxes for the postcode"},
     220,
     110,
     true},
    {"zl", {"ZL（6 号）230×120，带邮编框", "ZL (Chinese no. 6), 230 x 120, with boxes"}, 230, 120, true},
}};

Length mm(double value) {
    return Length::mm(value);
}

base::Result<base::Bytes> label_pages(SolvedLayout const &layout, std::vector<render::LabelText> const &texts,
                                      std::int64_t start, std::string const &title) {
    auto const places = static_cast<std::int64_t>(layout.plan.cells.size());
    if (start < 1 || start > places) {
        return fault(Trouble::bad_input, "一张标签纸上是第 1 到 {} 个，没有第 {} 个",
                     "a sheet has the labels 1 to {}, not {}", places, start);
    }
    if (texts.empty()) {
        return fault(Trouble::bad_input, "没有要印的标签", "there is no label to print");
    }
    std::vector<Scene> pages;
    std::vector<render::LabelText> page(static_cast<std::size_t>(start - 1)); // empty: used already
    for (std::size_t i = 0; i < texts.size(); ++i) {
        page.push_back(texts[i]);
        if (page.size() == static_cast<std::size_t>(places) || i + 1 == texts.size()) {
            auto scene = render::compose_labels(layout.layout, layout.plan, page);
            if (!scene) {
                return std::move(scene).fault();
            }
            pages.push_back(std::move(*scene));
            page.clear();
        }
    }
    return render::PdfWriter{}.write(pages, {title});
}

/// Lines of at most so many columns, a Chinese character being two; never within a word of Latin letters or
/// a number where that can be helped.
std::vector<std::string> wrapped(std::string const &text, std::size_t columns) {
    std::vector<std::string> lines{""};
    std::size_t used = 0;
    std::u32string word;
    auto const put = [&] {
        auto const piece = base::utf8(word);
        auto const wide = base::columns_of(piece);
        if (used > 0 && used + wide > columns) {
            lines.emplace_back();
            used = 0;
        }
        lines.back() += piece;
        used += wide;
        word.clear();
    };
    for (auto const c : base::characters(text)) {
        if (c > 0x7F || c == U' ') {
            put();
        }
        word += c;
        if (c > 0x7F) {
            put();
        }
    }
    put();
    return lines;
}

/// Draws one envelope from its upper left corner on.
class Envelope {
public:
    Envelope(EnvelopeKind const &kind, Sender const &from) : kind_{kind}, from_{from} {
        scene_.paper = {mm(kind.width), mm(kind.height)};
    }

    Scene draw(store::Consignment const &one) {
        postcode(one.address.postcode);
        recipient(one);
        mark(one);
        sender();
        return std::move(scene_);
    }

private:
    void text(std::string const &words, double x, double y, double em, double room,
              Align align = Align::left) {
        if (!words.empty()) {
            scene_.texts.push_back({words, {mm(x), mm(y)}, mm(em), mm(room), align, render::Turn::none});
        }
    }
    void rectangle(double x, double y, double width, double height) {
        auto const line = [&](double x1, double y1, double x2, double y2) {
            scene_.lines.push_back({{mm(x1), mm(y1)}, {mm(x2), mm(y2)}, mm(0.25)});
        };
        line(x, y, x + width, y);
        line(x + width, y, x + width, y + height);
        line(x, y + height, x + width, y + height);
        line(x, y, x, y + height);
    }

    void postcode(std::string const &code) {
        constexpr double edge = 8, pitch = 10, x = 14, y = 12, em = 6;
        if (!kind_.boxes) {
            text(code, x, y + edge - 2, em, 60);
            return;
        }
        for (std::size_t i = 0; i < 6; ++i) {
            auto const left = x + static_cast<double>(i) * pitch;
            rectangle(left, y, edge, edge);
            text(i < code.size() ? std::string{code[i]} : std::string{}, left + edge / 2, y + edge - 1.9, em,
                 edge, Align::centre);
        }
        constexpr double stamp = 20;
        rectangle(kind_.width - stamp - 10, 8, stamp, stamp);
        text("贴邮票处", kind_.width - stamp / 2 - 10, 8 + stamp / 2 + 1, 3, stamp, Align::centre);
    }

    void recipient(store::Consignment const &one) {
        constexpr double em = 5.2, name_em = 8, x = 32;
        auto const room = kind_.width - x - 40;
        auto const columns = static_cast<std::size_t>(room / em * 2);
        auto y = kind_.height * 0.30 + em;
        for (auto const &line : wrapped(one.address.address, columns)) {
            text(line, x, y, em, room);
            y += em * 1.35;
        }
        y += 5;
        text(one.address.recipient + "  收", x, y, name_em, room);
        text("电话 " + one.address.phone, x, y + 7, 4.2, room);
    }

    /// 学号+姓名, and the code that the sender's scanner reads.
    void mark(store::Consignment const &one) {
        constexpr double edge = 18, x = 12;
        auto const y = kind_.height - edge - 9;
        scene_.codes.push_back(
            {one.serials.empty() ? one.id : one.serials.front(), {mm(x), mm(y), mm(edge), mm(edge)}});
        text(one.student_no + "  " + one.name, x + edge + 3, y + edge / 2 - 1, 5, 75);
        text(one.unit + " " + one.class_name, x + edge + 3, y + edge / 2 + 4, 3.2, 75);
        text("毕业证书相片，请勿折叠", x + edge + 3, y + edge / 2 + 8.4, 3.2, 75);
    }

    void sender() {
        auto const right = kind_.width - 12;
        auto const room = kind_.width / 2 - 20;
        auto const y = kind_.height - 10;
        text(from_.address, right, y - 10, 3.6, room, Align::right);
        text(from_.name + (from_.phone.empty() ? "" : "  电话 " + from_.phone), right, y - 5, 3.6, room,
             Align::right);
        text(from_.postcode.empty() ? "" : "邮编 " + from_.postcode, right, y, 3.6, room, Align::right);
    }

    EnvelopeKind const &kind_;
    Sender const &from_;
    Scene scene_;
};

} // namespace

std::span<EnvelopeKind const> envelope_kinds() {
    return kinds;
}

base::Result<base::Bytes> address_labels(Station &station,
                                         std::vector<store::Consignment> const &consignments,
                                         std::string const &wanted, std::int64_t start) {
    auto const layout = load_layout(station.setting(), wanted.empty() ? "address-labels" : wanted);
    if (!layout) {
        return base::Fault{layout.fault()};
    }
    if (layout->layout.content != sheet::Content::label) {
        return fault(Trouble::bad_input, "“{}”不是标签纸的版式", "'{}' is no layout of labels", wanted);
    }
    std::vector<render::LabelText> texts;
    for (auto const &one : consignments) {
        auto const &to = one.address;
        texts.push_back({{Field::name, to.recipient + " 收"},
                         {Field::phone, to.phone},
                         {Field::address, to.address + (to.postcode.empty() ? "" : "  " + to.postcode)},
                         {Field::student_no, one.student_no + " " + one.name},
                         {Field::serial, one.serials.empty() ? one.id : one.serials.front()}});
    }
    return label_pages(*layout, texts, start, "邮寄地址标签");
}

base::Result<base::Bytes> envelopes(Station &station, std::vector<store::Consignment> const &consignments,
                                    std::string const &kind) {
    auto const found = std::ranges::find(kinds, std::string_view{kind}, &EnvelopeKind::name);
    if (found == kinds.end()) {
        return fault(Trouble::bad_input, "信封有 c5、dl、5、zl 四种，没有“{}”",
                     "envelopes are c5, dl, 5 or zl, not '{}'", kind);
    }
    auto const from = sender(station);
    if (!from || consignments.empty()) {
        return from ? fault(Trouble::bad_input, "没有要印的信封", "there is no envelope to print")
                    : base::Fault{from.fault()};
    }
    std::vector<Scene> pages;
    for (auto const &one : consignments) {
        pages.push_back(Envelope{*found, *from}.draw(one));
    }
    return render::PdfWriter{}.write(pages, {"信封"});
}

base::Result<base::Bytes> sheet_labels(Station &station, std::vector<std::string> const &serials,
                                       std::int64_t start) {
    auto const layout = load_layout(station.setting(), "sleeve-labels");
    if (!layout) {
        return base::Fault{layout.fault()};
    }
    std::vector<render::LabelText> texts;
    for (auto const &serial : serials) {
        auto const sheet = find_sheet(station, serial);
        auto const person = sheet ? store::person(station.store(), sheet->person)
                                  : base::Result<std::optional<store::Person>>{base::Fault{sheet.fault()}};
        if (!person || !*person) {
            return person ? fault(Trouble::not_found, "没有序列号为 {} 的相片纸",
                                  "no sheet has the serial {}", serial)
                          : base::Fault{person.fault()};
        }
        auto const &campaign = station.campaign();
        texts.push_back({{Field::name, (*person)->name},
                         {Field::student_no, (*person)->student_no},
                         {Field::class_name, (*person)->class_name},
                         {Field::unit, (*person)->unit},
                         {Field::campaign, fmt::format("{} {}届", campaign.school_name, campaign.year)},
                         {Field::serial, sheet->serial}});
    }
    return label_pages(*layout, texts, start, "相片纸标签");
}

} // namespace desk
