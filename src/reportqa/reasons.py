"""Why something could not be read or written, in the user's words."""

import errno
import json
import re
import tomllib
from typing import Final

_WORDS: Final = {
    errno.ENOENT: "没有这个文件",
    errno.ENOTDIR: "路径中有一处不是文件夹",
    errno.EISDIR: "是一个文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "只能读，不能写",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "用完了磁盘配额",
    errno.EFBIG: "文件太大",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENOMEM: "内存不够",
    errno.EIO: "磁盘读写出错",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}
# The module that reads TOML tells the place in words alone.
_TOML_PLACE: Final = re.compile(r"at line (\d+), column (\d+)")


def reason_of(error: BaseException) -> str:
    """A few words on what was wrong with a file, for a message to put in brackets.

    A place in a text of one line is told by its column alone.
    """
    match error:
        case OSError(errno=int(number)):
            reason = _WORDS.get(number, f"系统错误 {number}")
        case OSError():
            reason = "读写出错"
        case UnicodeError():
            reason = "不是 UTF-8 文本"
        case json.JSONDecodeError():
            line = f"第{error.lineno}行" if "\n" in error.doc else ""
            reason = f"{line}第{error.colno}个字符处写错了"
        case tomllib.TOMLDecodeError():
            found = _TOML_PLACE.search(str(error))
            reason = f"第{found[1]}行第{found[2]}个字符处写错了" if found else "末尾不完整"
        case MemoryError():
            reason = "内存不够"
        case RecursionError():
            reason = "嵌套太深"
        case KeyError(args=[name]):
            reason = f"缺少 {name}"
        case _:
            reason = "内容不对"
    return reason
