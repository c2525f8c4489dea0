// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/emulator.hpp"
#include "cli/verbs.hpp"
#include <cstdio>
#include <fmt/ranges.h>

namespace cli {

using base::words;

namespace {

int models(Door &door, EmulatorDoor const &emulator) {
    auto names = base::Json::list();
    for (auto const &name : emulator.models()) {
        names.add(name);
        door.line({name, name});
    }
    auto object = base::Json::object();
    door.answer(object.set("models", names));
    return 0;
}

/// \return an exit status where the order cannot be carried out
std::optional<int> flaw(Door &door, EmulatorDoor const &emulator, EmulatorOrder const &order) {
    auto const findings = emulator.check(order);
    if (!findings) {
        return door.fail(findings.fault());
    }
    if (findings->empty()) {
        return std::nullopt;
    }
    auto object = base::Json::object();
    door.answer(object.set("findings", json_of(*findings, door.language(), false)));
    door.tell(*findings);
    return static_cast<int>(base::Trouble::bad_input);
}

int run(Door &door, EmulatorDoor const &emulator, EmulatorOrder const &order) {
    if (order.command.empty()) {
        return door.fail(base::fault(base::Trouble::usage, "要在 -- 后面写运行什么命令",
                                     "the command to run goes after --"));
    }
    if (auto const status = flaw(door, emulator, order)) {
        return *status;
    }
    auto const status = emulator.run(order);
    return status ? *status : door.fail(status.fault());
}

void tell_port(int port) {
    std::printf("usbip attach -r 127.0.0.1 --tcp-port %d -b 1-1\n", port);
    std::fflush(stdout);
}

int serve(Door &door, EmulatorDoor const &emulator, EmulatorOrder const &order) {
    if (auto const status = flaw(door, emulator, order)) {
        return *status;
    }
    door.remark({"打印机在线，Ctrl-C 停止。在这台电脑上接上：",
                 "the printer is there until Ctrl-C. To attach it on this machine:"});
    auto const status = emulator.serve(order, tell_port);
    return status ? *status : door.fail(status.fault());
}

void add_printer_options(Verb &verb, EmulatorOrder &order) {
    verb.texts("--model", order.models,
               {"型号，如 DS-RX1HS；可以重复（默认 DS-RX1HS）",
                "model, such as DS-RX1HS; may be repeated (else DS-RX1HS)"});
    verb.text("--tray", order.tray,
              {"出纸的文件夹：每张一个 PNG，计数器也在里面",
               "folder for what comes out: a PNG a sheet, and the counters"});
    verb.text("--faults", order.faults, {"故障脚本（TOML）", "script of faults (TOML)"});
    verb.whole("--speed", order.speed, {"快多少倍（默认 1）", "so many times as fast (else 1)"});
    verb.whole("--media", order.media, {"换上这种纸卷，如 300", "load this roll, such as 300"});
    verb.whole("--remaining", order.remaining, {"纸卷还剩多少张", "sheets left on the roll"});
    verb.text("--lot", order.lot, {"纸卷批号", "lot of the roll"});
    verb.texts("--serial", order.serials,
               {"序列号；多个就是多台打印机", "serial number; several are several printers"});
    verb.text("--firmware", order.firmware, {"固件版本，如 2.21", "firmware, such as 2.21"});
}

} // namespace

void add_emulator(CommandLine &line, Door &door, EmulatorDoor const &emulator) {
    line.noun("emulator", {"模拟的照片打印机和相机，不用真机",
                           "emulated photo printers and cameras: no hardware needed"});
    line.verb("emulator", "models", {"有哪些型号", "which models there are"}).does([&door, &emulator] {
        return models(door, emulator);
    });
    auto const order = std::make_shared<EmulatorOrder>();
    auto const filled = [order] {
        if (order->models.empty() && (order->camera.empty() || !order->serials.empty())) {
            order->models = {"DS-RX1HS"};
        }
        return *order;
    };
    auto runs = line.verb("emulator", "run",
                          {"运行 -- 后面的命令，它的 USB 上有模拟打印机",
                           "run the command after -- with emulated printers on its USB bus"});
    add_printer_options(runs, *order);
    runs.text("--camera", order->camera,
              {"还有一台叫这个名字的相机", "a camera of this name as well; alone where no --model is given"});
    runs.text("--pictures", order->pictures,
              {"相机拍什么：开始时在这个文件夹里的按顺序拍，以后放进去的算摄影师按了快门",
               "what it shoots: what lies in this folder at first, in turn; what is put there later is the "
               "photographer's own shutter"});
    runs.rest(order->command).does([&door, &emulator, filled] { return run(door, emulator, filled()); });
    auto serves =
        line.verb("emulator", "serve", {"通过 USB/IP 提供打印机", "offer the printers over USB/IP"});
    add_printer_options(serves, *order);
    serves.text("--listen", order->listen, {"地址（默认 127.0.0.1:3240）", "address (else 127.0.0.1:3240)"});
    serves.does([&door, &emulator, filled] { return serve(door, emulator, filled()); });
}

} // namespace cli
