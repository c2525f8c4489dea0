// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "desk/handover_file.hpp"
#include "desk/handover_list.hpp"
#include "web/handover_models.hpp"

namespace web {

using base::Trouble;
using base::words;

namespace {

constexpr std::uintmax_t most_file = 256U << 20U;

Answer download(std::string body, char const *type, std::string const &name, bool inside) {
    Response response;
    response.body = std::move(body);
    response.with("Content-Type", type);
    response.with("Content-Disposition",
                  std::string{inside ? "inline" : "attachment"} + "; filename*=UTF-8''" + encoded(name));
    Answer answer;
    answer.raw = std::move(response);
    return answer;
}

base::Result<Answer> handover_zip(Visit const &visit, HandoverHere const &here) {
    if (!may_give(visit, here.handover)) {
        return base::fault(Trouble::not_allowed, "移交文件由移交方来出", "the file is for the giver to make");
    }
    auto const scratch = ScratchFolder::make();
    if (!scratch) {
        return base::fault(Trouble::storage, "临时文件夹建不起来", "no temporary folder can be made");
    }
    auto const file = scratch->path() / "for-a-stick.zip";
    auto const done = desk::export_handover(*here.station, here.handover.id, file);
    auto const bytes = done ? base::read_file(file, most_file) : base::Fault{done.fault()};
    return bytes ? base::Result{download(std::string{base::as_text(*bytes)}, "application/zip",
                                         "移交 " + here.handover.id + ".zip", false)}
                 : base::Fault{bytes.fault()};
}

base::Result<Answer> handover_paper(Visit &visit) {
    auto const here = handover_of(visit);
    if (!here) {
        return base::Fault{here.fault()};
    }
    auto const &what = visit.part("what");
    if (is_blind(visit, here->handover)) {
        return base::fault(Trouble::not_allowed, "请先清点张数，再看清单",
                           "count the sheets before looking at the list");
    }
    if (what == "file.zip") {
        return handover_zip(visit, *here);
    }
    if (what != "list.pdf" && what != "receipt.pdf") {
        return base::fault(Trouble::not_found, "没有这份文件", "there is no such paper");
    }
    auto const list = what == "list.pdf";
    auto const pdf = list ? desk::handover_list_pdf(*here->station, here->handover.id)
                          : desk::handover_receipt_pdf(*here->station, here->handover.id);
    return pdf ? base::Result{download(std::string{base::as_text(*pdf)}, "application/pdf",
                                       (list ? "移交清单 " : "接收单 ") + here->handover.id + ".pdf", true)}
               : base::Fault{pdf.fault()};
}

base::Result<Answer> import_receipt(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    if (visit.request.uploads.empty()) {
        return base::fault(Trouble::usage, "请选接收方交回的 receipt-….json",
                           "choose the receipt-….json that came back");
    }
    auto const &file = visit.request.uploads.front().file;
    auto const id = desk::handover_of_receipt(file);
    auto const found = id ? desk::find_handover((*station)->store(), *id) : base::Fault{id.fault()};
    if (found && !may_give(visit, *found)) {
        return base::fault(Trouble::not_found, "没有移交单 {}", "there is no hand-over {}", *id);
    }
    // A receipt of another station says so, whether or not a list of that number is here.
    auto const received = desk::import_receipt(**station, file);
    if (!received) {
        return base::Fault{received.fault()};
    }
    return gone_to("/handovers/" + (found ? found->id : std::string{}),
                   received->agrees()
                       ? words("回执已登记：{} 张全部相符",
                               "the receipt is on record: {} sheets, all as listed", received->matched)
                       : words("回执已登记：相符 {} 张，有差异，已记入差异台账",
                               "the receipt is on record: {} sheets matched; what differs is in the register",
                               received->matched));
}

} // namespace

void add_handover_paper_pages(Handlers &handlers) {
    handlers.insert({{"handover_paper", handover_paper}, {"import_receipt", import_receipt}});
}

} // namespace web
