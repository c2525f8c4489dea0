// SPDX-License-Identifier: GPL-3.0-or-later
#include "print/standing.hpp"
#include <algorithm>
#include <array>

namespace print {

namespace {

enum class Weight { fine, stops, harms };

struct ReasonWords {
    std::string_view word;
    Weight weight;
    std::string_view zh, en;
};

/// In the order of the enumeration.
constexpr std::array reasons{
    ReasonWords{"idle", Weight::fine, "空闲", "idle"},
    ReasonWords{"printing", Weight::fine, "正在打印", "printing"},
    ReasonWords{"standby", Weight::fine, "待机，有任务就会醒来", "asleep; it wakes for a job"},
    ReasonWords{"cooling", Weight::fine, "打印机正在降温，稍后自动继续",
                "it is cooling and goes on by itself"},
    ReasonWords{"waiting", Weight::fine, "前面还有别人的任务，轮到时自动打印",
                "jobs of others come first; it goes on by itself"},
    ReasonWords{"media_low", Weight::fine, "纸快用完了，请备好新纸",
                "paper is running low; have more at hand"},
    ReasonWords{"ink_low", Weight::fine, "墨粉或墨水快用完了，请备好新的",
                "toner or ink is running low; have a new one at hand"},
    ReasonWords{"media_empty", Weight::stops, "没有纸了，请加纸，或换上新的纸卷和色带",
                "out of paper; load paper, or a new roll and ribbon"},
    ReasonWords{"ribbon_empty", Weight::stops, "色带用完了，请换上新的纸卷和色带",
                "out of ribbon; load a new ribbon and roll"},
    ReasonWords{"ink_empty", Weight::stops, "墨粉或墨水用完了，请更换",
                "out of toner or ink; load a new one"},
    ReasonWords{"cover_open", Weight::stops, "机盖没有关好，请关上", "the cover is open; close it"},
    ReasonWords{"scrap_box_missing", Weight::stops, "废纸盒没有装好，请装上",
                "the scrap box is missing; put it in"},
    ReasonWords{"jam", Weight::harms, "卡纸，请打开机盖取出，再关好机盖",
                "paper is jammed; open the cover, take it out and close the cover"},
    ReasonWords{"ribbon_error", Weight::harms, "色带断了或没有装好，请打开机盖检查，接好后再装上",
                "the ribbon is torn or badly set; open the cover, mend it and put it back"},
    ReasonWords{"wrong_media", Weight::stops, "装的纸卷不是这个版式要的尺寸，请换纸卷",
                "the roll loaded is not of the size that this layout needs; load another"},
    ReasonWords{"wrong_roll", Weight::stops, "这台打印机不认这种纸卷（要 HS 纸卷），请换纸卷",
                "this printer does not take that roll (it wants an HS roll); load another"},
    ReasonWords{"media_unknown", Weight::stops, "没有装纸卷，或者认不出纸卷，请重新装好",
                "no roll is loaded, or it cannot be read; load it again"},
    ReasonWords{
        "data_error", Weight::stops, "打印机说数据有误，任务已取消；请再试一次，仍不行请报告",
        "the printer found the data faulty and the job was cancelled; try again, and report it if it stays"},
    ReasonWords{"service", Weight::harms, "打印机故障，请关机再开机；仍不行请联系维修",
                "the printer has a fault; switch it off and on, and call for service if it stays"},
    ReasonWords{"firmware_update", Weight::stops, "打印机停在固件升级状态，请关机再开机",
                "the printer waits for a firmware update; switch it off and on"},
    ReasonWords{"paused", Weight::stops, "打印队列已暂停，请恢复", "the queue is paused; resume it"},
    ReasonWords{"closed", Weight::stops, "打印队列不接收任务，请启用",
                "the queue takes no jobs; let it accept them"},
    ReasonWords{"attention", Weight::stops, "打印机需要人处理，请看它的面板",
                "the printer wants somebody; see its panel"},
    ReasonWords{"unwritable", Weight::stops, "打印文件夹不能写入，请检查磁盘和权限",
                "the print folder cannot be written; check disk and permissions"},
    ReasonWords{"silent", Weight::stops, "打印机不回答，请关机再开机",
                "the printer does not answer; switch it off and on"},
    ReasonWords{"gone", Weight::stops, "找不到打印机，请检查电源和连线",
                "the printer is gone; check power and cable"},
};

ReasonWords const &entry(Reason reason) {
    return reasons.at(static_cast<std::size_t>(reason));
}

} // namespace

std::string_view word_of(Reason reason) {
    return entry(reason).word;
}

base::Words words_of(Reason reason) {
    return {std::string{entry(reason).zh}, std::string{entry(reason).en}};
}

bool stops_printing(Reason reason) {
    return entry(reason).weight != Weight::fine;
}

bool harms_paper(Reason reason) {
    return entry(reason).weight == Weight::harms;
}

bool Standing::ready() const {
    return std::none_of(reasons.begin(), reasons.end(), stops_printing);
}

} // namespace print
