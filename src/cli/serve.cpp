// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/serve.hpp"
#include "cli/verbs.hpp"
#include <cstdio>

namespace cli {

using base::Json;
using base::words;

namespace {

struct ServeOptions {
    std::string listen = "127.0.0.1:8620", certificate, key;
    std::string camera;
};

void tell_ready(Door &door, std::string const &address, std::optional<std::string> const &link) {
    auto object = Json::object();
    object.set("address", address);
    door.line(words("在浏览器里打开：{}", "open in a browser: {}", address));
    if (link) {
        object.set("setup", *link);
        door.line(words(
            "第一次使用，请用这个一次性链接建立管理员（24 小时内有效）：\n  {}",
            "first time: make the administrator with this link, which works once within 24 hours:\n  {}",
            *link));
    }
    door.line({"按 Ctrl-C 结束", "Ctrl-C ends it"});
    door.answer(object);
    std::fflush(stdout);
}

int serve(Door &door, WebDoor const &web, ServeOptions const &options) {
    auto folder = door.store_folder();
    if (!folder) {
        return door.fail(folder.fault());
    }
    ServeOrder order{*folder,
                     options.listen,
                     options.certificate,
                     options.key,
                     options.camera.empty() ? std::vector<std::string>{} : std::vector{options.camera},
                     [&door](auto const &address, auto const &link) { tell_ready(door, address, link); }};
    auto const served = web.serve(order, door.setting());
    return served ? 0 : door.fail(served.fault());
}

int make_tls(Door &door, WebDoor const &web, std::vector<std::string> const &names, bool replace) {
    auto folder = door.store_folder();
    if (!folder) {
        return door.fail(folder.fault());
    }
    auto const made = web.make_tls(*folder, names, replace, door.setting().clock.now());
    if (!made) {
        return door.fail(made.fault());
    }
    door.line(words("证书：{}（有效到 {}）\n指纹（第一次打开时在浏览器里核对）：\n  {}",
                    "certificate: {} (good until {})\nfingerprint, to compare when a browser asks for the "
                    "first time:\n  {}",
                    made->certificate.string(), made->not_after.local_date(), made->fingerprint));
    auto object = Json::object();
    object.set("certificate", made->certificate.string()).set("fingerprint", made->fingerprint);
    door.answer(object.set("not_after", made->not_after.iso8601()));
    return 0;
}

} // namespace

void add_serve(CommandLine &line, Door &door, WebDoor const &web) {
    auto options = std::make_shared<ServeOptions>();
    line.verb("", "serve", {"在浏览器里用的各个工作台", "the desks in the browser"})
        .text("--listen", options->listen,
              {"地址:端口（默认 127.0.0.1:8620，只有本机能连）",
               "ADDRESS:PORT (127.0.0.1:8620 if not given: this machine only)"})
        .text("--cert", options->certificate, {"证书文件（PEM）", "certificate file (PEM)"})
        .text("--camera", options->camera,
              {"拍摄台可以选的文件夹，由别的程序存入照片，如 folder:/srv/photos；USB 相机不用写",
               "a folder that another program fills with photos and camera desks may choose, such as "
               "folder:/srv/photos; cameras on USB need not be named"})
        .text("--key", options->key, {"私钥文件（PEM）", "key file (PEM)"})
        .does([&door, &web, options] { return serve(door, web, *options); });
    line.noun("tls", {"别的电脑连进来时的加密", "encryption, for other computers to connect"});
    auto names = std::make_shared<std::vector<std::string>>();
    auto replace = std::make_shared<bool>(false);
    line.verb("tls", "init", {"做一张证书，放在档案库里", "makes a certificate and keeps it in the store"})
        .texts("names", *names,
               {"别的电脑用的名字或地址，如 10.1.2.3", "names or addresses that other computers use"})
        .flag("--replace", *replace, {"换掉已有的证书", "in place of the one that is there"})
        .does([&door, &web, names, replace] { return make_tls(door, web, *names, *replace); });
}

} // namespace cli
