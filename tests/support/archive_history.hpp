// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/addresses.hpp"
#include "desk/cells.hpp"
#include "desk/certificates.hpp"
#include "desk/filing.hpp"
#include "desk/handover.hpp"
#include "desk/handover_receive.hpp"
#include "desk/loans.hpp"
#include "desk/mail.hpp"
#include "desk/photos.hpp"
#include "desk/printing.hpp"
#include "desk/stocktake.hpp"
#include "desk/tickets.hpp"
#include "support/portrait.hpp"
#include "support/web_office.hpp"

namespace support {

/// One class with whatever can become of a sheet. 张三: filed and lent. 李四: filed, two prints used. 王五:
/// not there when a hand-over was received. 赵六: photo taken again, printed again, filed. 钱七: in the mail.
/// 孙八: absent, no photo. 周九: filed, and lost. The archivists are called sun and qian.
struct ArchiveHistory {
    static constexpr std::array numbers{"20220001", "20220002", "20220003", "20220004",
                                        "20220005", "20220006", "20220007"};
    static constexpr std::array names{"张三", "李四", "王五", "赵六", "钱七", "孙八", "周九"};

    ArchiveHistory() {
        std::vector<store::Person> people;
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            people.push_back(someone(numbers.at(i), names.at(i)));
        }
        office.take_in(people);
        take_photos("photos", {"20220001", "20220002", "20220003", "20220004", "20220005", "20220007"}, 1,
                    "");
        auto at = station();
        sure(desk::note_absence(at, "20220006", "leave"));
        print(at);
        old_serial = serials["20220004"];
        sure(desk::void_sheet(at, old_serial, "眼镜反光，重拍"));
        take_photos("again", {"20220004"}, 9, "眼镜反光，重拍");
        print(at);
        sure(desk::note_address(at, "20220005", {0, "", "13800138000", "石家庄市学府路 47 号", "050061"}));
        store::Selection who;
        who.student_no = "20220005";
        auto const letter = sure(desk::make_consignments(at, who, false)).made.at(0).id;
        sure(desk::send_consignment(at, letter, "顺丰", "SF1234567890"));
        hand_over(at);
        sure(desk::file_sheets(
            at, {"B01",
                 {serials["20220001"], serials["20220002"], serials["20220004"], serials["20220007"]},
                 {},
                 {},
                 "sun"}));
        sure(desk::declare_lost(at, serials["20220007"], "盒里没有", "sun"));
        auto const asked =
            sure(desk::ask_loan(at, {{serials["20220001"]}, "吴处长", "教务处", "核对学籍", "", "sun"}));
        sure(desk::approve_loan(at, asked.id, "qian"));
        loan = sure(desk::lend(at, {asked.id, "完好", "", "sun"})).id;
        office.account("sun", desk::Role::archivist);
        office.account("qian", desk::Role::archivist);
    }
    desk::Station station() {
        return sure(desk::Station::open(office.folder / "store", "", office.setting()));
    }

    WebOffice office;
    std::map<std::string, std::string> serials; ///< by student number: the one that counts
    std::string old_serial;                     ///< of 赵六, with the photo before
    std::string handover, loan;

private:
    void take_photos(std::string const &folder, std::vector<std::string> const &of, unsigned seed,
                     std::string const &why) {
        for (auto const &number : of) {
            static_cast<void>(
                office.folder.file(folder + "/" + number + ".jpg", base::as_text(portrait(seed++))));
        }
        auto at = station();
        sure(desk::import_photos(at, office.folder / folder, why));
    }
    void print(desk::Station &at) {
        desk::PrintOrder order;
        order.printers = {"folder:" + (office.folder / "prints").string()};
        for (auto const &sheet : sure(desk::print_sheets(at, order)).sheets) {
            serials[sheet.student_no] = sheet.serial;
        }
    }
    /// To the college, where one is missing and two prints of another are cut.
    void hand_over(desk::Station &at) {
        std::string scans;
        std::vector<std::string> sheets;
        for (auto const *number : {"20220001", "20220002", "20220003", "20220004", "20220007"}) {
            sheets.push_back(serials[number]);
            scans += std::string{number} == "20220003" ? "" : serials[number] + "\n";
        }
        handover = sure(desk::create_handover(at, "财经学院", sheets)).id;
        sure(desk::receive_handover(at, handover, office.folder.file("scans.txt", scans), "李老师"));
        sure(desk::use_cells(at, {serials["20220002"], "毕业证", {}, 1, "李老师"}));
        sure(desk::use_cells(at, {serials["20220002"], "学位证", {}, 1, "李老师"}));
        sure(desk::note_certificate(at, "20220002", "毕业证", "118321202605001234"));
    }
};

} // namespace support
