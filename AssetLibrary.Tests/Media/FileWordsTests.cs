using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using AssetLibrary.Web.Media;

namespace AssetLibrary.Tests.Media;

/// <summary>What other programs have written into a picture.</summary>
public sealed class FileWordsTests
{
    private const string Parameters = "a lighthouse, dusk\nNegative prompt: blurry\nSteps: 20, Seed: 7, Model: x";

    [Theory]
    [InlineData("tEXt")]
    [InlineData("zTXt")]
    [InlineData("iTXt")]
    [InlineData("iTXt packed")]
    public async Task Parameters_of_a_png_are_read_however_they_are_packed(string kind)
    {
        var word = Assert.Single(await ReadAsync(Png(Chunk(kind, "parameters", Parameters))));
        Assert.Equal(("Generation parameters", Parameters), (word.Name, word.Text));
    }

    [Fact]
    public async Task An_origin_in_xmp_is_read_and_a_position_is_not()
    {
        const string Xmp =
            """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia" exif:GPSLatitude="48,8N" xmp:CreatorTool="Painter 3"/></x:xmpmeta>""";
        var words = await ReadAsync([.. "\xFF\xD8xxxx"u8, .. Encoding.UTF8.GetBytes(Xmp)]);
        Assert.Equal(["Origin: trainedAlgorithmicMedia", "Software: Painter 3"], words.Select(w => $"{w.Name}: {w.Text}"));
    }

    [Fact]
    public async Task What_is_broken_or_hostile_says_nothing_and_never_fails()
    {
        var random = new Random(20261130);
        var good = Png(Chunk("iTXt packed", "workflow", Parameters));
        for (var i = 0; i < 2000; i++)
        {
            var bytes = good[..random.Next(1, good.Length + 1)];
            for (var n = random.Next(6); n > 0; n--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            await ReadAsync(bytes);
        }

        Assert.Empty(await ReadAsync(Png(Chunk("tEXt", "GPSPosition", "48 8"))));
        Assert.Empty(await ReadAsync([]));
    }

    [Fact]
    public async Task A_small_chunk_that_unpacks_to_much_is_cut()
    {
        var word = Assert.Single(await ReadAsync(Png(Chunk("zTXt", "parameters", new string('a', 5_000_000)))));
        Assert.InRange(word.Text.Length, 1, 20_001);
    }

    private static async Task<IReadOnlyList<FileWord>> ReadAsync(byte[] bytes) =>
        await FileWords.ReadAsync(new MemoryStream(bytes), TestContext.Current.CancellationToken);

    private static byte[] Png(params byte[][] chunks) =>
        [.. new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A }, .. chunks.SelectMany(c => c)];

    private static byte[] Chunk(string kind, string keyword, string text)
    {
        byte[] head = [.. Encoding.Latin1.GetBytes(keyword), 0];
        byte[] data = kind switch
        {
            "tEXt" => [.. head, .. Encoding.Latin1.GetBytes(text)],
            "zTXt" => [.. head, 0, .. Packed(text)],
            "iTXt" => [.. head, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(text)],
            _ => [.. head, 1, 0, 0, 0, .. Packed(text)],
        };
        byte[] named = [.. Encoding.ASCII.GetBytes(kind[..4]), .. data];
        var (length, crc) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(crc, Crc32.HashToUInt32(named));
        return [.. length, .. named, .. crc];
    }

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.SmallestSize))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
