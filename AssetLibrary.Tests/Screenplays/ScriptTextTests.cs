using System.Text;
using AssetLibrary.Web.Screenplays;

namespace AssetLibrary.Tests.Screenplays;

public class ScriptTextTests
{
    private const string Café = "INT. CAFÉ - DAY\n\nÉLODIE\nOui.";

    public static TheoryData<string, byte[]> Encodings() =>
        new()
        {
            { "utf-8", Encoding.UTF8.GetBytes(Café) },
            { "utf-8", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Café)] },
            { "utf-16le", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Café)] },
            { "utf-16be", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Café)] },
            { "utf-16le", Encoding.Unicode.GetBytes(Café) },
            { "utf-16be", Encoding.BigEndianUnicode.GetBytes(Café) },
            { "windows-1252", Encoding.Latin1.GetBytes(Café) },
        };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void The_same_text_comes_out_of_every_encoding(string encoding, byte[] bytes)
    {
        Assert.Equal(new ScriptText(Café, encoding), Read(bytes).Script);
    }

    [Theory]
    [InlineData("a\r\nb\r\n")]
    [InlineData("a\rb\r")]
    [InlineData("a\u2028b\n")]
    public void Every_line_end_becomes_one(string text)
    {
        Assert.Equal("a\nb\n", Read(Encoding.UTF8.GetBytes(text)).Script.Text);
    }

    [Fact]
    public void Bytes_that_are_no_letters_become_replacement_characters_with_a_notice()
    {
        var read = Read([(byte)'a', (byte)'\n', 0xFF, 0x81]);

        Assert.Equal("a\nÿ\uFFFD", read.Script.Text);
        Assert.Contains(read.Notices, n => n.Line == 2 && n.Message.Contains('\uFFFD', StringComparison.Ordinal));
    }

    [Fact]
    public void Invisible_characters_and_overrides_of_direction_are_removed()
    {
        Assert.Equal("BBO and AB", Read("B\u202EBO\u202C and A\u200BB\u200D"u8).Script.Text);
    }

    [Fact]
    public void The_joiners_Persian_spells_with_stay()
    {
        Assert.Equal("می\u200Cخواهم", Read(Encoding.UTF8.GetBytes("می\u200Cخواهم")).Script.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\n")]
    [InlineData("\uFEFF")]
    public void An_empty_script_is_refused(string text)
    {
        Assert.Equal("This script is empty.", Refused(Encoding.UTF8.GetBytes(text)).Reason);
    }

    [Fact]
    public void Other_kinds_of_files_are_named()
    {
        Assert.Contains("PDF", Refused("%PDF-1.7 ..."u8).Reason, StringComparison.Ordinal);
        Assert.Contains("ZIP", Refused("PK\u0003\u0004..."u8).Reason, StringComparison.Ordinal);
        Assert.Contains("picture", Refused([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10]).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_NUL_is_no_text_and_its_line_is_told()
    {
        Assert.Equal(2, Refused("INT. A\nB\0B\n"u8).Line);
    }

    [Fact]
    public void Many_control_characters_are_no_text_but_a_stray_one_is_dropped()
    {
        Assert.Contains("control", Refused("\u0001\u0002\u0003\u0004\u0005"u8).Reason, StringComparison.Ordinal);
        Assert.Equal("Hello", Read("Hel\u001Alo"u8).Script.Text);
    }

    [Fact]
    public void A_file_beyond_the_limit_is_refused_before_it_is_read()
    {
        Assert.Contains("10 MB", Refused(new byte[ScriptText.MaxBytes + 1]).Reason, StringComparison.Ordinal);
    }

    private static ScriptDecoding.Read Read(ReadOnlySpan<byte> bytes) => Assert.IsType<ScriptDecoding.Read>(ScriptText.Decode(bytes));

    private static ScriptDecoding.Unreadable Refused(ReadOnlySpan<byte> bytes) =>
        Assert.IsType<ScriptDecoding.Unreadable>(ScriptText.Decode(bytes));
}
