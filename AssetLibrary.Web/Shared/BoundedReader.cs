using System.Buffers;

namespace AssetLibrary.Web.Shared;

/// <summary>Reads what somebody else sends, and never more of it than is allowed.</summary>
public static class BoundedReader
{
    private const int Piece = 64 * 1024;

    /// <summary>All of it; null where there is more, of which nothing is kept.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadWholeAsync(this Stream stream, long most, CancellationToken cancel)
    {
        var memory = new MemoryStream();
        return await stream.CopyAtMostAsync(memory, most, cancel) ? memory.Written() : default(ReadOnlyMemory<byte>?);
    }

    /// <summary>As much of its beginning as is allowed; the rest is not read.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadStartAsync(this Stream stream, long most, CancellationToken cancel)
    {
        var memory = new MemoryStream();
        await stream.CopyAtMostAsync(memory, most, cancel);
        return memory.Written();
    }

    /// <summary>
    /// Copies piece by piece, so that what arrived before a break is in <paramref name="to"/>. False where there is more than so many
    /// bytes. A pace is asked after each piece, before the next is read.
    /// </summary>
    public static async Task<bool> CopyAtMostAsync(
        this Stream stream,
        Stream to,
        long most,
        CancellationToken cancel,
        Func<int, CancellationToken, ValueTask>? pace = null
    )
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, cancel)) > 0; most -= read)
            {
                await to.WriteAsync(buffer.AsMemory(0, (int)Math.Min(read, most)), cancel);
                if (read > most)
                {
                    return false;
                }

                if (pace is not null)
                {
                    await pace(read, cancel);
                }
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>What was written to it, without a copy.</summary>
    public static ReadOnlyMemory<byte> Written(this MemoryStream memory) => memory.GetBuffer().AsMemory(0, (int)memory.Length);
}
