using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace AssetLibrary.Tests.Imaging;

/// <summary>Small files that become large.</summary>
internal static class Bombs
{
    /// <summary>A sound grey PNG, all black: a thousandth of its size on disk.</summary>
    public static void Png(string path, int width, int height, bool interlaced = false)
    {
        using var file = File.Create(path);
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[12] = interlaced ? (byte)1 : (byte)0;
        Chunk(file, "IHDR"u8, header);
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            // Seven passes of an interlaced picture have together as many pixels, and one filter byte per row of each.
            var row = new byte[width + 1];
            var bytes = interlaced ? Passes(width, height) : (long)(width + 1) * height;
            for (; bytes > 0; bytes -= row.Length)
            {
                deflate.Write(row, 0, (int)Math.Min(bytes, row.Length));
            }
        }
        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
    }

    /// <summary>An animated GIF whose frames are all the same single pixel on a large screen.</summary>
    public static void Gif(string path, ushort side, int frames)
    {
        using var file = File.Create(path);
        var (low, high) = ((byte)side, (byte)(side >> 8));
        file.Write("GIF89a"u8);
        file.Write([low, high, low, high, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
        for (var frame = 0; frame < frames; frame++)
        {
            file.Write([0x21, 0xF9, 4, 0, 1, 0, 0, 0, 0x2C, 0, 0, 0, 0, low, high, low, high, 0, 2, 2, 0x44, 1, 0]);
        }
        file.WriteByte(0x3B);
    }

    private static long Passes(int width, int height)
    {
        (int X, int Y, int StepX, int StepY)[] passes =
        [
            (0, 0, 8, 8),
            (4, 0, 8, 8),
            (0, 4, 4, 8),
            (2, 0, 4, 4),
            (0, 2, 2, 4),
            (1, 0, 2, 2),
            (0, 1, 1, 2),
        ];
        return passes.Sum(pass =>
            (long)((height - pass.Y + pass.StepY - 1) / pass.StepY) * (1 + (width - pass.X + pass.StepX - 1) / pass.StepX)
        );
    }

    private static void Chunk(Stream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(name);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32([.. name, .. data]));
        file.Write(number);
    }
}
