// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/handover_list.hpp"
#include "base/files.hpp"
#include "base/signing.hpp"
#include "desk/discrepancies.hpp"
#include "desk/handover.hpp"
#include "desk/handover_parts.hpp"
#include "render/pdf.hpp"
#include "render/table.hpp"
#include "store/handovers.hpp"
#include "store/sheets.hpp"
#include <algorithm>

namespace desk {

namespace {

using base::Length;
using Lines = std::vector<store::HandoverLine>;

std::string classes_in(Lines const &lines) {
    std::vector<std::pair<std::string, std::size_t>> counts;
    for (auto const &line : lines) {
        auto const found = std::find_if(counts.begin(), counts.end(),
                                        [&](auto const &one) { return one.first == line.class_name; });
        if (found == counts.end()) {
            counts.emplace_back(line.class_name, 1);
        } else {
            found->second += 1;
        }
    }
    std::string text;
    for (auto const &[name, count] : counts) {
        text += fmt::format("{}{} {} 张", text.empty() ? "" : "，", name, count);
    }
    return text;
}

/// A kept JPEG; others are kept and not drawn.
render::Picture drawing(Station &station, std::string const &digest) {
    auto bytes = digest.empty() ? base::Result{base::Bytes{}} : station.store().kept(digest);
    if (!bytes || !base::as_text(*bytes).starts_with("\xFF\xD8")) {
        return nullptr;
    }
    return std::make_shared<base::Bytes const>(std::move(*bytes));
}

std::string footer_of(store::Handover const &handover) {
    return fmt::format("移交单 {}  清单摘要 {}", handover.id, handover.digest);
}

std::string sides(store::Handover const &handover) {
    return fmt::format("移交方：{}    接收方：{}    移交日期：{}", party_words(handover.from).zh,
                       party_words(handover.to).zh, handover.given_at.local_date());
}

render::TableDocument list_of(Station &station, store::Campaign const &campaign,
                              store::Handover const &handover, Lines const &lines,
                              std::string const &secret) {
    render::TableDocument document;
    document.title = handover.to.holder == "print-room" ? "毕业生相片退回清单" : "毕业生相片移交清单";
    document.facts = {fmt::format("{} {}届    移交单号 {}", campaign.school_name, campaign.year, handover.id),
                      sides(handover),
                      fmt::format("共 {} 张（整版，未裁切）。{}", lines.size(), classes_in(lines)),
                      fmt::format("清单摘要 {}    本站密钥指纹 {}", base::in_fours(handover.digest),
                                  key_fingerprint(base::signing_key(secret).open))};
    document.columns = {{"序号", Length::mm(11), render::Align::centre, false},
                        {"学号", Length::mm(28), render::Align::left, false},
                        {"姓名", Length::mm(26), render::Align::left, false},
                        {"班级", Length::mm(36), render::Align::left, false},
                        {"序列号", Length::mm(35), render::Align::left, false},
                        {"码", Length::mm(14), render::Align::centre, true},
                        {"备注", Length::mm(30), render::Align::left, false}};
    std::size_t number = 0;
    for (auto const &line : lines) {
        document.rows.push_back({std::to_string(++number), line.student_no, line.name, line.class_name,
                                 line.serial, line.serial, ""});
    }
    document.summary = {
        fmt::format("以上共 {} 张。接收时请先数张数，再逐张扫码；缺少、多出、破损的请在备注栏写明。",
                    lines.size()),
        fmt::format("本站公钥（Ed25519）{}", base::signing_key(secret).open)};
    document.signatures = {"移交人（签字）", "接收人（签字）", "移交方（盖章）",
                           "接收方（盖章）", "实收张数",       "日期"};
    document.written[0] = {handover.given_by, drawing(station, handover.given_signature)};
    document.footer = footer_of(handover);
    return document;
}

std::string result_of(store::HandoverLine const &line) {
    static std::map<std::string_view, std::string_view> const words{{"matched", "相符"},
                                                                    {"missing", "缺少"},
                                                                    {"extra", "多出"},
                                                                    {"not-valid", "不能用"},
                                                                    {"listed", "已作废"}};
    auto const found = words.find(line.outcome);
    auto const said = std::string{found == words.end() ? line.outcome : found->second};
    return line.damaged ? said + "，破损" : said;
}

std::string counts_of(store::Handover const &handover, Lines const &lines) {
    auto const count = [&](std::string_view outcome) {
        return std::ranges::count(lines, outcome, &store::HandoverLine::outcome);
    };
    return fmt::format("清单 {} 张；清点 {} 张；相符 {}，缺少 {}，多出 {}，不能用 {}，破损 {}",
                       handover.sheets, handover.counted ? std::to_string(*handover.counted) : "（未填）",
                       count("matched"), count("missing"), count("extra"), count("not-valid"),
                       std::ranges::count(lines, true, &store::HandoverLine::damaged));
}

/// The differences that no line of the list shows.
std::vector<std::string> further_differences(std::vector<store::Discrepancy> const &found) {
    std::vector<std::string> said;
    for (auto const &one : found) {
        if (one.kind == "unknown" || one.kind == "repeated" || one.kind == "count") {
            said.push_back(fmt::format("{}{}{}", discrepancy_words(one.kind).zh,
                                       one.serial.empty() ? "" : "：", one.serial));
        }
    }
    constexpr std::size_t most = 8;
    if (said.size() > most) {
        auto const more = said.size() - most;
        said.resize(most);
        said.push_back(fmt::format("另有 {} 项，见台账", more));
    }
    return said;
}

std::string when_received(store::Handover const &handover) {
    auto text = fmt::format("接收时间：{}", handover.received_at.value_or(base::Instant{}).local_text());
    return handover.received_there
               ? text + fmt::format("（接收方电脑时间 {}）", handover.received_there->local_text())
               : text;
}

render::TableDocument receipt_of(Station &station, store::Campaign const &campaign,
                                 store::Handover const &handover, Lines const &lines,
                                 std::vector<store::Discrepancy> const &differences) {
    render::TableDocument document;
    document.title = "毕业生相片接收单";
    document.facts = {fmt::format("{} {}届    移交单号 {}", campaign.school_name, campaign.year, handover.id),
                      sides(handover), when_received(handover), counts_of(handover, lines),
                      fmt::format("清单摘要 {}    接收结果摘要 {}", base::in_fours(handover.digest),
                                  base::in_fours(handover.receipt))};
    document.columns = {{"序号", Length::mm(11), render::Align::centre, false},
                        {"学号", Length::mm(30), render::Align::left, false},
                        {"姓名", Length::mm(28), render::Align::left, false},
                        {"班级", Length::mm(36), render::Align::left, false},
                        {"序列号", Length::mm(36), render::Align::left, false},
                        {"结果", Length::mm(28), render::Align::left, false}};
    std::size_t number = 0;
    for (auto const &line : lines) {
        // What got among them by mistake may be another college's, and the receipt is read by this one.
        auto const foreign = handover.to.holder == "unit" && line.unit != handover.to.name;
        document.rows.push_back({std::to_string(++number), foreign ? "" : line.student_no,
                                 foreign ? "（别的学院）" : line.name, foreign ? "" : line.class_name,
                                 line.serial, result_of(line)});
    }
    document.summary = further_differences(differences);
    document.summary.push_back(differences.empty() ? "实物与清单相符，双方确认。"
                                                   : "不符之处已记入差异台账，由双方说明后了结。");
    document.signatures = {"移交人（签字）", "接收人（签字）", "移交方（盖章）", "接收方（盖章）"};
    document.written[0] = {handover.given_by, drawing(station, handover.given_signature)};
    document.written[1] = {handover.received_by, drawing(station, handover.received_signature)};
    document.footer = fmt::format("接收单 {}  结果摘要 {}", handover.id, handover.receipt);
    return document;
}

base::Result<base::Bytes> two_copies(render::TableDocument document) {
    std::vector<render::Scene> pages;
    for (auto const *copy : {"第一联  移交方留存", "第二联  接收方留存"}) {
        document.copy = copy;
        auto scenes = render::compose_table(document);
        if (!scenes) {
            return std::move(scenes).fault();
        }
        pages.insert(pages.end(), scenes->begin(), scenes->end());
    }
    return render::PdfWriter{}.write(pages, {document.title});
}

/// That of a college, or the one at hand.
base::Result<store::Campaign> campaign_of(Station &station, store::Handover const &handover) {
    return handover.unit == 0 ? station.campaign() : store::campaign_of_unit(station.store(), handover.unit);
}

/// Made where there is none: nobody else waits while a list is drawn.
base::Result<std::string> key_of_station(Station &station) {
    auto key = store::station_key(station.store());
    if (!key || !key->empty()) {
        return key;
    }
    auto change = station.change();
    auto made = change ? store::station_key(*change) : base::Fault{change.fault()};
    auto const kept = made ? change->commit() : base::Result<>{base::Fault{made.fault()}};
    return kept ? std::move(made) : base::Fault{kept.fault()};
}

base::Result<std::filesystem::path> keep_document(Station &station, std::string const &name,
                                                  base::ByteView pdf) {
    auto path = station.store().folder() / "documents" / (name + ".pdf");
    auto written = base::write_file(path, pdf);
    return written ? base::Result{std::move(path)} : std::move(written).fault();
}

} // namespace

base::Result<base::Bytes> draw_handover_list(Station &station, store::Change &change,
                                             store::Handover const &handover, Lines const &lines) {
    auto const campaign = campaign_of(station, handover);
    auto const secret = campaign ? store::station_key(change) : base::Fault{campaign.fault()};
    return secret ? two_copies(list_of(station, *campaign, handover, lines, *secret))
                  : base::Fault{secret.fault()};
}

base::Result<std::filesystem::path> keep_handover_list(Station &station, std::string const &id,
                                                       base::ByteView pdf) {
    return keep_document(station, id, pdf);
}

base::Result<base::Bytes> handover_list_pdf(Station &station, std::string const &id) {
    auto const handover = find_handover(station.store(), id);
    auto lines = handover ? store::lines_of(station.store(), *handover) : base::Fault{handover.fault()};
    auto const campaign = lines ? campaign_of(station, *handover) : base::Fault{lines.fault()};
    auto const secret = campaign ? key_of_station(station) : base::Fault{campaign.fault()};
    if (!secret) {
        return base::Fault{secret.fault()};
    }
    lines->resize(std::min(lines->size(), handover->listed.size())); // what was not listed comes last
    return two_copies(list_of(station, *campaign, *handover, *lines, *secret));
}

base::Result<std::filesystem::path> write_handover_list(Station &station, std::string const &id) {
    auto const found = find_handover(station.store(), id);
    auto const pdf = found ? handover_list_pdf(station, found->id) : base::Fault{found.fault()};
    return pdf ? keep_document(station, found->id, *pdf) : base::Fault{pdf.fault()};
}

base::Result<base::Bytes> handover_receipt_pdf(Station &station, std::string const &id) {
    auto const handover = find_handover(station.store(), id);
    if (handover && handover->state != "received") {
        return base::fault(base::Trouble::not_allowed, "移交单 {} 还没有接收，没有接收单",
                           "the hand-over {} was not received yet and has no receipt", handover->id);
    }
    auto const lines = handover ? store::lines_of(station.store(), *handover) : base::Fault{handover.fault()};
    auto const campaign = lines ? campaign_of(station, *handover) : base::Fault{lines.fault()};
    auto const differences = campaign ? store::discrepancies(station.store(), {.subject = handover->id})
                                      : base::Fault{campaign.fault()};
    return differences ? two_copies(receipt_of(station, *campaign, *handover, *lines, *differences))
                       : base::Fault{differences.fault()};
}

base::Result<std::filesystem::path> write_handover_receipt(Station &station, std::string const &id) {
    auto const found = find_handover(station.store(), id);
    auto const pdf = found ? handover_receipt_pdf(station, found->id) : base::Fault{found.fault()};
    return pdf ? keep_document(station, found->id + "-receipt", *pdf) : base::Fault{pdf.fault()};
}

} // namespace desk
