using System.Text;

namespace AssetLibrary.Web.LanguageModels.Repair;

internal static class AnswerBytes
{
    /// <summary>
    /// Bytes → text: by the byte order mark, else UTF-16 where every other byte is zero, else UTF-8. What is none of it becomes U+FFFD.
    /// </summary>
    public static string Decode(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.UTF8.GetString(rest),
            [0xFF, 0xFE, 0, 0, .. var rest] => Encoding.UTF32.GetString(rest),
            [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
            [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
            [0, not 0, 0, not 0, ..] => Encoding.BigEndianUnicode.GetString(bytes),
            [not 0, 0, not 0, 0, ..] => Encoding.Unicode.GetString(bytes),
            _ => Encoding.UTF8.GetString(bytes),
        };
}
