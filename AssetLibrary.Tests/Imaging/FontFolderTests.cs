using System.Buffers.Binary;
using AssetLibrary.Web.Imaging;

namespace AssetLibrary.Tests.Imaging;

public sealed class FontFolderTests
{
    public static TheoryData<string> Fonts =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "fonts"))
                .Select(font => Path.GetFileName(font))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Fonts))]
    public void Unwrapping_gives_back_every_table_as_its_checksum_says(string name)
    {
        var font = WoffFont.Unwrap(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fonts", name)));

        var tables = BinaryPrimitives.ReadUInt16BigEndian(font.AsSpan(4));
        Assert.InRange(tables, 9, 40);
        for (var table = 0; table < tables; table++)
        {
            var entry = font.AsSpan(12 + table * 16, 16);
            if (!entry[..4].SequenceEqual("head"u8)) // its own checksum is of the whole file
            {
                Assert.Equal(
                    BinaryPrimitives.ReadUInt32BigEndian(entry[4..]),
                    Checksum(font.AsSpan(BinaryPrimitives.ReadInt32BigEndian(entry[8..]), BinaryPrimitives.ReadInt32BigEndian(entry[12..])))
                );
            }
        }
    }

    [Theory]
    [InlineData("inter-latin-700-normal.woff")]
    [InlineData("inter-cyrillic-700-normal.woff")]
    [InlineData("inter-greek-700-normal.woff")]
    [InlineData("noto-sans-sc-chinese-simplified-700-normal.woff")]
    [InlineData("noto-sans-jp-japanese-700-normal.woff")]
    [InlineData("noto-sans-kr-korean-700-normal.woff")]
    [InlineData("noto-sans-arabic-arabic-700-normal.woff")]
    [InlineData("noto-sans-hebrew-hebrew-700-normal.woff")]
    public void A_font_for_every_script_that_names_are_written_in_lies_beside_the_app(string name) =>
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "fonts", name)));

    [Fact]
    public void What_is_no_WOFF_is_refused() => Assert.Throws<InvalidDataException>(() => WoffFont.Unwrap(new byte[100]));

    [Fact]
    public void Configuring_twice_uses_what_is_there()
    {
        using var scratch = new Scratch();
        var fonts = FontFolder.Beside(AppContext.BaseDirectory);

        var file = fonts.Configure(scratch.Folder);
        var written = File.GetLastWriteTimeUtc(file);

        Assert.Equal(file, fonts.Configure(scratch.Folder));
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));
        Assert.Equal([Path.GetDirectoryName(file)!], Directory.GetFileSystemEntries(scratch.Folder));
    }

    private static uint Checksum(ReadOnlySpan<byte> table)
    {
        var sum = 0u;
        Span<byte> word = stackalloc byte[4];
        for (var i = 0; i < table.Length; i += 4)
        {
            word.Clear();
            table[i..Math.Min(i + 4, table.Length)].CopyTo(word);
            sum += BinaryPrimitives.ReadUInt32BigEndian(word);
        }
        return sum;
    }
}
